"""What every reverse proxy offers."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.offers import BackupPath, FrontDoor, Metrics, Offer, OpenPort
from homelab.offers.web import Challenge
from homelab.roadmap.phase2.reverse_proxy.settings import ReverseProxySettings

__all__ = ["front_door"]


def front_door(node: Node[ReverseProxySettings], *challenges: Challenge) -> Iterator[Offer]:
    """The front door with its ports, its figures, and the certificates that it keeps in `data`.

    CHALLENGES are the ways in which it can have a certificate issued.
    """
    yield FrontDoor(challenges=challenges)
    yield OpenPort(80, comment="HTTP")
    yield OpenPort(443, comment="HTTPS")
    yield OpenPort(443, "udp", comment="HTTP/3")
    yield Metrics(node.settings.metrics_port)
    yield BackupPath(volume="data")
