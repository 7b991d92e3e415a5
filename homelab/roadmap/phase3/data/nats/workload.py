"""NATS as a container."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase3.data.nats.settings import NatsSettings
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]

CONF = "etc/nats/nats-server.conf"


def workload(node: Node[NatsSettings]) -> Workload:
    """Its token comes by a variable, so that it stands in no file of its configuration."""
    settings = node.settings
    return Workload(
        image=f"docker.io/library/nats:{settings.version}-alpine",
        command=["nats-server", "--config", f"/{CONF}"],
        environment={"NATS_TOKEN": settings.token},
        ports=[f"{settings.port}:4222"],
        configs={f"/{CONF}": node.render(f"{CONF}.j2")},
        volumes=["data:/data"] if settings.jetstream else [],
        mem_limit=settings.mem_limit,
        healthcheck=http_get(8222, "/healthz"),
    )
