"""What every network provider offers, and what of a node its work touches."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Interface

from homelab.contract import Node, Touched
from homelab.offers import HostAddress, HumanTask
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["KEPT_RESOLV", "NETWORKD", "RESOLV", "addresses", "touched"]

RESOLV = "/etc/resolv.conf"
KEPT_RESOLV = "/var/lib/homelab/kept/etc/resolv.conf"
"""What stood in resolv.conf before homelab wrote it."""
NETWORKD = "systemd-networkd.service"


def addresses(node: Node[NetworkSettings]) -> Iterator[HostAddress | HumanTask]:
    """The addresses that the interfaces are to have, first that by which others reach the node."""
    settings = node.settings
    gateway = str(settings.gateway) if settings.gateway else None
    for link in sorted(settings.links, key=lambda each: not each.is_main):
        address = next((a for a in link.addresses if isinstance(a, IPv4Interface)), None)
        if address is None and not link.is_dhcp:
            continue
        yield HostAddress(
            link.name,
            str(address.ip) if address else None,
            prefix=address.network.prefixlen if address else None,
            gateway=gateway if link.is_main else None,
            dns=tuple(map(str, settings.dns)) if link.is_main else (),
            cards=settings.cards_of(link.name),
        )
    for link in settings.links:
        if link.is_dhcp:
            yield HumanTask(
                f"The router has a reservation for {link.name} of {node.name}, so its address stays"
            )


def touched(node: Node[NetworkSettings], *files: str, units: tuple[str, ...]) -> Touched:
    """The interfaces, the network manager's FILES and UNITS, and whom the node asks for names."""
    links = tuple(link.name for link in node.settings.links)
    return Touched((*files, RESOLV, KEPT_RESOLV), units, links=links)
