"""Traefik: a proxy that follows its routes as they change, and gets their certificates."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, FrontDoor, Metrics, Offer, OpenPort
from homelab.roadmap.phase2.reverse_proxy.traefik.settings import TraefikSettings

__all__ = ["PROVIDER"]


def offers(node: Node[TraefikSettings]) -> Iterator[Offer]:
    """The front door with its ports, its figures, and the certificates that it keeps."""
    yield FrontDoor(challenges=("http-01", "tls-alpn-01", "dns-01"))
    yield OpenPort(80, comment="HTTP")
    yield OpenPort(443, comment="HTTPS")
    yield OpenPort(443, "udp", comment="HTTP/3")
    yield Metrics(node.settings.metrics_port)
    yield BackupPath(volume="data")


PROVIDER = Provider(
    settings=TraefikSettings,
    upstream="https://doc.traefik.io/traefik/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
