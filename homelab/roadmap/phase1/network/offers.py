"""What every network provider offers, and what of a node its work touches."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node, Touched
from homelab.offers import HostAddress
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["KEPT_RESOLV", "NETWORKD", "RESOLV", "addresses", "touched"]

RESOLV = "/etc/resolv.conf"
KEPT_RESOLV = "/var/lib/homelab/kept/etc/resolv.conf"
"""What stood in resolv.conf before homelab wrote it."""
NETWORKD = "systemd-networkd.service"


def addresses(node: Node[NetworkSettings]) -> Iterator[HostAddress]:
    """The address that the interface is to have."""
    settings = node.settings
    address, gateway = settings.address, settings.gateway
    yield HostAddress(
        settings.interface,
        str(address.ip) if address else None,
        prefix=address.network.prefixlen if address else None,
        gateway=str(gateway) if gateway else None,
        dns=tuple(map(str, settings.dns)),
    )


def touched(node: Node[NetworkSettings], *files: str, units: tuple[str, ...]) -> Touched:
    """The interface, the network manager's FILES and UNITS, and whom the node asks for names."""
    return Touched((*files, RESOLV, KEPT_RESOLV), units, links=(node.settings.interface,))
