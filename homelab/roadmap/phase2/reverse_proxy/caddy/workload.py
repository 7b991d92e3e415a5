"""Caddy with a site for each name that is entered on its node."""

from __future__ import annotations

from homelab.contract import Node
from homelab.logins import asking, login
from homelab.roadmap.phase2.reverse_proxy.caddy.settings import CaddySettings
from homelab.routing import FRONT_DOOR_NETWORK, authority, backends
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]


def workload(node: Node[CaddySettings]) -> Workload:
    """It follows its Caddyfile by itself, so a new route interrupts nobody."""
    settings, own = node.settings, backends(node.lab, node.name)
    sites = [(b, authority(node.lab, b.route), login(node.lab, b.route)) for b in own]
    roots = {a.root for _, a, _ in sites if a is not None and a.root}
    asks = asking(node.lab, node.name)
    caddyfile = node.render("etc/caddy/Caddyfile.j2", sites=sites, asking=asks)
    return Workload(
        image=f"docker.io/library/caddy:{settings.version}",
        command=["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--watch"],
        ports=["80:80", "443:443", "443:443/udp"],
        networks=[FRONT_DOOR_NETWORK],
        configs={"/etc/caddy/Caddyfile": caddyfile, "/etc/caddy/roots.pem": "".join(sorted(roots))},
        volumes=["data:/data", "config:/config"],
        cap_add=["NET_BIND_SERVICE"],
        mem_limit=settings.mem_limit,
        healthcheck=http_get(settings.metrics_port, "/metrics"),
        reloads=True,
    )
