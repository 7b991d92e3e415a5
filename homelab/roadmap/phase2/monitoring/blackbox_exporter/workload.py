"""blackbox_exporter, which trusts the lab's own authorities besides the public ones."""

from __future__ import annotations

from homelab.contract import Node
from homelab.names import is_beneath, lab_names
from homelab.offers import Route, Zone
from homelab.roadmap.phase2.monitoring.blackbox_exporter.settings import BlackboxExporterSettings
from homelab.routing import own_roots
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]

CONF = "etc/blackbox_exporter/config.yml"
ROOTS = "/etc/blackbox_exporter/roots"


def workload(node: Node[BlackboxExporterSettings]) -> Workload:
    """It asks the lab's DNS like everybody, and knows by itself the names that the lab's hasn't."""
    settings = node.settings
    roots = own_roots(node.lab)
    return Workload(
        image=f"docker.io/prom/blackbox-exporter:v{settings.version}",
        command=[f"--config.file=/{CONF}"],
        # Go's crypto/x509: a folder of roots comes to those of the system, a file replaces them.
        environment={"SSL_CERT_DIR": ROOTS},
        configs={
            f"/{CONF}": node.render(f"{CONF}.j2"),
            **({f"{ROOTS}/lab.pem": roots} if roots else {}),
        },
        accepted_by={f"/{CONF}": ["blackbox_exporter", f"--config.file=/{CONF}", "--config.check"]},
        extra_hosts=_names_without_dns(node),
        mem_limit=settings.mem_limit,
        healthcheck=http_get(9115, "/-/healthy"),
    )


def _names_without_dns(node: Node[BlackboxExporterSettings]) -> dict[str, str]:
    """The front door of each route whose name no DNS of the lab answers for."""
    zones = [offered.offer.domain for offered in node.lab.offers(Zone)]
    routes = [offered.offer.host for offered in node.lab.offers(Route)]
    return {
        name: address
        for route in routes
        if not any(is_beneath(route, zone) for zone in zones)
        for name, address in lab_names(node.lab, route).items()
        if name == route
    }
