"""How an interface differs from what is declared for it, and why it can't be changed."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_interface

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.roadmap.phase1.network.systemd_networkd.facts import Link
from homelab.roadmap.phase1.network.systemd_networkd.places import network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["DHCP", "came_by", "differences", "kept_way", "refuse_the_impossible"]

DHCP = "DHCP"
NetworkNode = Node[SystemdNetworkdSettings]


def came_by(node: NetworkNode, link: Link) -> str | None:
    """The address of the interface, with its prefix length, that homelab's connection uses."""
    if node.came_by is None:
        return None
    used = ip_address(node.came_by.address.partition("%")[0])
    used = getattr(used, "ipv4_mapped", None) or used
    return next((a for a in link.addresses if ip_interface(a).ip == used), None)


def kept_way(node: NetworkNode, link: Link) -> str | None:
    """What the interface keeps besides what is declared, until homelab gets in by that.

    An address with its prefix length, DHCP, or None. What routers advertise stays anyhow.
    """
    way, settings = came_by(node, link), node.settings
    declared = {a.ip for a in (settings.address, settings.ipv6_address) if a is not None}
    if way is None or ip_interface(way).ip in declared:
        return None
    if way not in link.leased:
        return way
    return DHCP if _is_v4(way) and settings.address is not None else None


def differences(
    settings: SystemdNetworkdSettings, link: Link, kept: str | None = None
) -> Iterator[str]:
    """What LINK has that isn't declared or KEPT, or lacks; nothing when it is as it should be."""
    declared = [str(a) for a in (settings.address, settings.ipv6_address) if a is not None]
    if kept not in (None, DHCP):
        declared.append(str(kept))
    if not link.is_running or link.file != network_file(settings):
        yield "systemd-networkd doesn't configure it by its file"
    for address in declared:
        if address not in link.addresses:
            yield f"address {address} is missing"
    if (settings.address is None or kept == DHCP) and not any(map(_is_v4, link.leased)):
        yield "it has no address by DHCP"
    if link.is_running and sorted(link.configured) != sorted(declared):
        yield f"networkd has the addresses {_list(link.configured)}"
    yield from _other_routes(settings, link)
    if settings.mtu is not None and settings.mtu != link.mtu:
        yield f"its MTU is {link.mtu}"
    if list(link.dns) != [str(server) for server in settings.dns]:
        yield f"its name servers are {_list(link.dns)}"
    if list(link.search_domains) != settings.search_domains:
        yield f"its search domains are {_list(link.search_domains)}"


def refuse_the_impossible(node: NetworkNode, link: Link) -> None:
    """Raise HomelabError where there is no such interface, or something else configures it."""
    name = node.settings.interface
    if not link.exists:
        raise HomelabError(
            f"{node.name}: there is no interface {name!r}; set network.interface to one of "
            + ", ".join(each for each in link.interfaces if each != "lo")
        )
    if link.rivals:
        raise HomelabError(
            f"{node.name}: {name} is configured by something else as well: "
            f"{'; '.join(link.rivals)}; remove it there, or choose another network.interface"
        )


def _other_routes(settings: SystemdNetworkdSettings, link: Link) -> Iterator[str]:
    gateways = [str(settings.gateway)] if settings.gateway else []
    if not set(gateways) <= set(link.gateways) or sorted(link.routers) != gateways:
        yield f"its gateway is {_list(link.gateways)}"


def _is_v4(address: str) -> bool:
    return ip_interface(address).version == 4  # noqa: PLR2004 - IPv4


def _list(found: tuple[str, ...]) -> str:
    return ", ".join(found) or "none"
