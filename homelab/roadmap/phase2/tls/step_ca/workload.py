"""step-ca as a container of the host that runs it."""

from __future__ import annotations

from homelab.contract import Node
from homelab.names import lab_names
from homelab.offers import Route
from homelab.roadmap.phase2.tls.step_ca.settings import StepCaSettings
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]

CONF = "etc/step-ca/ca.json"


def workload(node: Node[StepCaSettings]) -> Workload | None:
    """It knows the lab's names by itself, so that it can look who answers there without DNS."""
    settings = node.settings
    if not settings.runs_on(node.name):
        return None
    names = {
        name: address
        for domain in settings.domains
        for name, address in lab_names(node.lab, domain).items()
    }
    return Workload(
        image=f"docker.io/smallstep/step-ca:{settings.version}",
        entrypoint=["/usr/local/bin/step-ca"],
        command=[f"/{CONF}"],
        user="1000:1000",
        ports=[f"{settings.port}:9000"],
        configs={
            f"/{CONF}": node.render(f"{CONF}.j2", allowed=_allowed(node)),
            "/etc/step-ca/root.pem": settings.root,
        },
        secrets={
            "/etc/step-ca/intermediate.pem": settings.intermediate,
            "/etc/step-ca/intermediate.key": settings.intermediate_key,
        },
        volumes=["data:/home/step"],
        cap_add=["NET_BIND_SERVICE"],  # the program's file asks for it, and doesn't start without
        extra_hosts=names,
        mem_limit=settings.mem_limit,
        healthcheck=http_get(9000, "/health", "https"),
    )


def _allowed(node: Node[StepCaSettings]) -> list[str]:
    """The names that it issues for; its wildcard means one more label and no further ones."""
    domains = node.settings.domains
    routes = [offered.offer.host for offered in node.lab.offers(Route)]
    beneath = [r for r in routes if any(r.endswith(f".{domain}") for domain in domains)]
    return sorted({*domains, *(f"*.{domain}" for domain in domains), *beneath})
