"""cAdvisor, which sees the node's files and control groups, and changes none."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase2.monitoring.cadvisor.settings import CadvisorSettings
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]


def workload(node: Node[CadvisorSettings]) -> Workload:
    """Labels are left out: each would make a figure of its own."""
    settings = node.settings
    return Workload(
        image=f"{settings.repository}:v{settings.version}",
        command=["--docker_only=true", "--store_container_labels=false"],
        volumes=["/:/rootfs:ro", "/run:/var/run:ro", "/sys:/sys:ro"],
        mem_limit=settings.mem_limit,
        healthcheck=http_get(8080, "/healthz"),
    )
