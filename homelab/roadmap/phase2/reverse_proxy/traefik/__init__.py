"""Traefik: a proxy that follows its routes as they change, and gets their certificates."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Offer
from homelab.roadmap.phase2.reverse_proxy.offers import front_door
from homelab.roadmap.phase2.reverse_proxy.traefik.settings import TraefikSettings

__all__ = ["PROVIDER"]


def offers(node: Node[TraefikSettings]) -> Iterator[Offer]:
    """A front door, and the challenges of ACME that Traefik can answer."""
    yield from front_door(node, "http-01", "tls-alpn-01", "dns-01")


PROVIDER = Provider(
    settings=TraefikSettings,
    upstream="https://doc.traefik.io/traefik/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
