"""Grafana with the stores of figures that it can ask, and the dashboards that the lab offers."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.offers import Dashboard, MetricsStore, Route
from homelab.roadmap.phase2.monitoring.grafana.settings import GrafanaSettings
from homelab.routing import address_of
from homelab.watching import WATCHING_NETWORK
from homelab.workload.health import http_get
from homelab.workload.model import Workload
from homelab.workload.naming import workload_name

__all__ = ["workload"]

SOURCES = "etc/grafana/provisioning/datasources/homelab.yaml"
BOARDS = "etc/grafana/provisioning/dashboards/homelab.yaml"
FOLDER = "/etc/grafana/dashboards"
PASSWORD = "/run/secrets/admin_password"  # noqa: S105 - the path of a file


def workload(node: Node[GrafanaSettings]) -> Workload:
    """Whatever it is told it reads at its start."""
    settings = node.settings
    return Workload(
        image=f"docker.io/grafana/grafana:{settings.version}",
        environment={
            "GF_ANALYTICS_CHECK_FOR_UPDATES": "false",
            "GF_ANALYTICS_REPORTING_ENABLED": "false",
            "GF_SECURITY_ADMIN_PASSWORD__FILE": PASSWORD,
            "GF_SERVER_ROOT_URL": _root_url(node),
            "GF_USERS_ALLOW_SIGN_UP": "false",
        },
        configs={
            f"/{SOURCES}": node.render(f"{SOURCES}.j2", stores=list(_stores(node))),
            f"/{BOARDS}": node.render(f"{BOARDS}.j2", folder=FOLDER),
            **{
                f"{FOLDER}/{each.task}.{each.provider}.json": each.offer.path.read_text()
                for each in node.lab.offers(Dashboard)
            },
        },
        secrets={PASSWORD: settings.admin_password},
        volumes=["data:/var/lib/grafana"],
        networks=[WATCHING_NETWORK],
        user="472:0",
        mem_limit=settings.mem_limit,
        healthcheck=http_get(3000, "/api/health"),
    )


def _stores(node: Node[GrafanaSettings]) -> Iterator[str]:
    """URLs of the stores that it can ask: its own node's, and those that have a name."""
    lab = node.lab
    for store in lab.offers(MetricsStore):
        if store.host == node.name:
            yield f"http://{workload_name(store.provider)}:{store.offer.port}"
            continue
        for route in lab.offers(Route, store.host):
            if route.provider == store.provider:
                yield address_of(lab, route.offer).removesuffix(route.offer.path)


def _root_url(node: Node[GrafanaSettings]) -> str:
    """By what people call it, for the links that it makes."""
    own = (o.offer for o in node.lab.offers(Route, node.name) if o.provider == node.provider)
    route = next(own, None)
    return address_of(node.lab, route).removesuffix(route.path) if route else ""
