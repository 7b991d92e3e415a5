"""Caddy with a site for each name that is entered on its node."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase2.reverse_proxy.caddy.settings import CaddySettings
from homelab.routing import FRONT_DOOR_NETWORK, authority, backends
from homelab.workload.model import Healthcheck, Workload

__all__ = ["workload"]


def workload(node: Node[CaddySettings]) -> Workload:
    """It follows its Caddyfile by itself, so a new route interrupts nobody."""
    settings, own = node.settings, backends(node.lab, node.name)
    sites = [(each, authority(node.lab, each.route)) for each in own]
    roots = {a.root for _, a in sites if a is not None and a.root}
    caddyfile = node.render("etc/caddy/Caddyfile.j2", sites=sites)
    return Workload(
        image=f"docker.io/library/caddy:{settings.version}",
        command=["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--watch"],
        ports=["80:80", "443:443", "443:443/udp"],
        networks=[FRONT_DOOR_NETWORK],
        configs={"/etc/caddy/Caddyfile": caddyfile, "/etc/caddy/roots.pem": "".join(sorted(roots))},
        volumes=["data:/data", "config:/config"],
        cap_add=["NET_BIND_SERVICE"],
        mem_limit=settings.mem_limit,
        healthcheck=Healthcheck(
            test=[
                "wget",
                "-q",
                "-O",
                "/dev/null",
                f"http://127.0.0.1:{settings.metrics_port}/metrics",
            ],
            interval="10s",
        ),
        reloads=True,
    )
