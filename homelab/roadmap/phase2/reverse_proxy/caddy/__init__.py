"""Caddy: a web server that gets its certificates by itself, with a short configuration."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import NotKept, Offer
from homelab.roadmap.phase2.reverse_proxy.caddy.settings import CaddySettings
from homelab.roadmap.phase2.reverse_proxy.offers import front_door

__all__ = ["PROVIDER"]


def offers(node: Node[CaddySettings]) -> Iterator[Offer]:
    """A front door with the challenges of ACME that Caddy can answer, and what may be lost."""
    yield from front_door(node, "http-01", "tls-alpn-01")
    yield NotKept("config", "Caddy writes it anew from its Caddyfile")


PROVIDER = Provider(
    settings=CaddySettings,
    upstream="https://caddyserver.com/docs/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
