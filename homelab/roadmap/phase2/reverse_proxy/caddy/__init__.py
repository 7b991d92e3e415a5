"""Caddy: a web server that gets its certificates by itself, with a short configuration."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, FrontDoor, Metrics, Offer, OpenPort
from homelab.roadmap.phase2.reverse_proxy.caddy.settings import CaddySettings

__all__ = ["PROVIDER"]


def offers(node: Node[CaddySettings]) -> Iterator[Offer]:
    """The front door with its ports, its figures, and the certificates that it keeps."""
    yield FrontDoor(challenges=("http-01", "tls-alpn-01"))
    yield OpenPort(80, comment="HTTP")
    yield OpenPort(443, comment="HTTPS")
    yield OpenPort(443, "udp", comment="HTTP/3")
    yield Metrics(node.settings.metrics_port)
    yield BackupPath(volume="data")


PROVIDER = Provider(
    settings=CaddySettings,
    upstream="https://caddyserver.com/docs/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
