"""How interfaces differ from what is declared for them, and why they can't be changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from ipaddress import ip_address, ip_interface

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.roadmap.phase1.network.facts import Kernel, Manager, Seen
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["DHCP", "came_by", "declared", "differences", "kept_way", "refuse_the_impossible"]

DHCP = "DHCP"
NetworkNode = Node[NetworkSettings]


def came_by(node: NetworkNode, seen: Seen) -> str | None:
    """The address of the interface, with its prefix length, that homelab's connection uses."""
    if node.came_by is None:
        return None
    used = ip_address(node.came_by.address.partition("%")[0])
    used = getattr(used, "ipv4_mapped", None) or used
    return next((a for a in seen.addresses if ip_interface(a).ip == used), None)


def kept_way(node: NetworkNode, kernel: Kernel) -> str | None:
    """What the interface keeps besides what is declared, until homelab gets in by that.

    An address with its prefix length, DHCP, or None. What routers advertise stays anyhow.
    """
    settings = node.settings
    seen = kernel.links.get(settings.interface, Seen())
    way = came_by(node, seen)
    own = {a.ip for a in (settings.address, settings.ipv6_address) if a is not None}
    if way is None or ip_interface(way).ip in own:
        return None
    if way not in seen.leased:
        return way
    return DHCP if _is_v4(way) and settings.address is not None else None


def declared(settings: NetworkSettings, kept: str | None = None) -> list[str]:
    """The addresses that the interface is to have, with prefix lengths, and the KEPT one."""
    addresses = [str(a) for a in (settings.address, settings.ipv6_address) if a is not None]
    return addresses if kept in (None, DHCP) else [*addresses, str(kept)]


def differences(
    settings: NetworkSettings, kernel: Kernel, kept: str | None = None
) -> Iterator[str]:
    """What the kernel lacks of what is declared or KEPT; nothing when it is as it should be."""
    seen = kernel.links.get(settings.interface, Seen())
    for address in declared(settings, kept):
        if address not in seen.addresses:
            yield f"address {address} is missing"
    if (settings.address is None or kept == DHCP) and not any(map(_is_v4, seen.leased)):
        yield "it has no address by DHCP"
    if settings.gateway is not None and str(settings.gateway) not in seen.gateways:
        yield f"its gateway is {', '.join(seen.gateways) or 'none'}"
    if settings.mtu is not None and settings.mtu != seen.mtu:
        yield f"its MTU is {seen.mtu}"


def refuse_the_impossible(
    node: NetworkNode, kernel: Kernel, managers: Collection[Manager], own: Collection[str] = ()
) -> None:
    """Raise HomelabError where there is no such interface, or something else configures it.

    The managers named in OWN are the provider's; what homelab has made of another goes first.
    """
    name = node.settings.interface
    if name not in kernel.links:
        raise HomelabError(
            f"{node.name}: there is no interface {name!r}; set network.interface to one of "
            + ", ".join(each for each in kernel.links if each != "lo")
        )
    rivals = [each for each in managers if each.name not in own and not each.is_homelabs]
    if rivals:
        raise HomelabError(
            f"{node.name}: {name} is configured by something else as well: "
            f"{'; '.join(map(str, rivals))}; remove it there, or choose another network.interface"
        )


def _is_v4(address: str) -> bool:
    return ip_interface(address).version == 4  # noqa: PLR2004 - IPv4
