"""WireGuard: a fast VPN of few lines, which answers nobody without a key."""

from collections.abc import Iterator

from homelab.contract import Node, Provider, Touched
from homelab.offers import Forward, Offer, OpenPort, Sysctl
from homelab.roadmap.phase2.vpn.wireguard.declared import (
    CONF,
    FORWARDING,
    INTERFACE,
    UNIT,
    reachable,
)
from homelab.roadmap.phase2.vpn.wireguard.settings import WireguardSettings

__all__ = ["PROVIDER"]


def offers(node: Node[WireguardSettings]) -> Iterator[Offer]:
    """Its port, and that the node passes on what comes by the tunnel."""
    settings = node.settings
    yield OpenPort(settings.port, "udp", comment="WireGuard")
    yield Forward(INTERFACE, str(settings.network), reachable(node), "WireGuard")
    yield Sysctl(FORWARDING, "1")


def touches(_node: Node[WireguardSettings]) -> Touched:
    """Its interface, by which homelab itself may come, with its unit and file."""
    return Touched((f"/{CONF}",), units=(UNIT,), links=(INTERFACE,))


PROVIDER = Provider(
    settings=WireguardSettings,
    upstream="https://man7.org/linux/man-pages/man8/wg-quick.8.html",
    offers=offers,
    touches=touches,
)
