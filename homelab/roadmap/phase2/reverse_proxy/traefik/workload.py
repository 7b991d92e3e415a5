"""Traefik with a router for each name that is entered on its node."""

from __future__ import annotations

from homelab.contract import Node
from homelab.logins import asking, login
from homelab.offers import CertificateAuthority
from homelab.roadmap.phase2.reverse_proxy.traefik.settings import TraefikSettings
from homelab.routing import FRONT_DOOR_NETWORK, authority, backends
from homelab.workload.model import Healthcheck, Workload

__all__ = ["workload"]

ROUTES = "etc/traefik/dynamic/routes.yaml"


def workload(node: Node[TraefikSettings]) -> Workload:
    """Its own settings start it anew; its routes it follows by itself."""
    settings, own = node.settings, backends(node.lab, node.name)
    sites = [(b, authority(node.lab, b.route), login(node.lab, b.route)) for b in own]
    issuer = next((found for _, found, _ in sites if found is not None), None)
    asks = asking(node.lab, node.name)
    return Workload(
        image=f"docker.io/library/traefik:v{settings.version}",
        command=_arguments(node, issuer),
        environment=_updates(issuer),
        ports=["80:80", "443:443", "443:443/udp"],
        networks=[FRONT_DOOR_NETWORK],
        configs={
            f"/{ROUTES}": node.render(f"{ROUTES}.j2", sites=sites, asking=asks),
            "/etc/traefik/roots/root.pem": (issuer.root or "") if issuer else "",
        },
        volumes=["data:/data"],
        cap_add=["NET_BIND_SERVICE"],
        mem_limit=settings.mem_limit,
        healthcheck=Healthcheck(
            test=["traefik", "healthcheck", "--ping", "--ping.entrypoint=metrics",
                  f"--entrypoints.metrics.address=:{settings.metrics_port}"],
            interval="10s",
        ),
        reloads=True,
    )  # fmt: skip


def _arguments(node: Node[TraefikSettings], issuer: CertificateAuthority | None) -> list[str]:
    arguments = [
        "traefik",
        "--global.checknewversion=false",
        "--log.nocolor=true",
        "--entrypoints.web.address=:80",
        "--entrypoints.websecure.address=:443",
        "--entrypoints.websecure.http3=true",
        f"--entrypoints.metrics.address=:{node.settings.metrics_port}",
        "--metrics.prometheus.entrypoint=metrics",
        "--ping.entrypoint=metrics",
        "--providers.file.directory=/etc/traefik/dynamic",
        "--providers.file.watch=true",
    ]
    if issuer is None:
        return arguments
    acme = "--certificatesresolvers.lab.acme"
    challenges = {
        "http-01": f"{acme}.httpchallenge.entrypoint=web",
        "tls-alpn-01": f"{acme}.tlschallenge=true",
        "dns-01": f"{acme}.dnschallenge.provider=rfc2136",
    }
    arguments += [
        f"{acme}.caserver={issuer.directory}",
        f"{acme}.storage=/data/acme.json",
        f"{acme}.certificatesduration={issuer.lifetime_hours}",
        challenges[issuer.challenge],
    ]
    if issuer.challenge == "dns-01" and issuer.dns_update:
        # The lab's own DNS may answer for the same domain, and knows nothing of its zone.
        arguments.append(f"{acme}.dnschallenge.resolvers={issuer.dns_update.server}")
    if issuer.email:
        arguments.append(f"{acme}.email={issuer.email}")
    if issuer.root:
        arguments.append(f"{acme}.cacertificates=/etc/traefik/roots/root.pem")
    return arguments


def _updates(issuer: CertificateAuthority | None) -> dict[str, str]:
    """How dns-01 writes its records: lego's variables for RFC 2136."""
    update = issuer.dns_update if issuer and issuer.challenge == "dns-01" else None
    if update is None:
        return {}
    return {
        "RFC2136_NAMESERVER": update.server,
        "RFC2136_TSIG_ALGORITHM": f"{update.algorithm}.",
        "RFC2136_TSIG_KEY": update.key,
        "RFC2136_TSIG_SECRET": update.secret,
    }
