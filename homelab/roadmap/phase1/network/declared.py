"""How interfaces differ from what is declared for them, and why they can't be changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from ipaddress import ip_address, ip_interface
from typing import NamedTuple

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.roadmap.phase1.network.facts import Kernel, Manager, Seen
from homelab.roadmap.phase1.network.links import Bond, Link, Made, Vlan
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = [
    "DHCP",
    "Way",
    "came_by",
    "declared",
    "differences",
    "is_leased",
    "kept_way",
    "refuse_the_impossible",
    "stale_links",
]

DHCP = "DHCP"
NetworkNode = Node[NetworkSettings]


class Way(NamedTuple):
    """An address by which homelab came in."""

    interface: str
    address: str
    """With its prefix length."""


def came_by(node: NetworkNode, kernel: Kernel, names: Collection[str]) -> Way | None:
    """The one of the interfaces NAMES, with its address, that homelab's connection uses."""
    if node.came_by is None:
        return None
    used = ip_address(node.came_by.address.partition("%")[0])
    used = getattr(used, "ipv4_mapped", None) or used
    return next(
        (
            Way(name, address)
            for name in names
            for address in kernel.links.get(name, Seen()).addresses
            if ip_interface(address).ip == used
        ),
        None,
    )


def kept_way(node: NetworkNode, kernel: Kernel, stale: Collection[str] = ()) -> str | None:
    """What the main interface keeps besides what is declared, until homelab gets in by that.

    An address with its prefix length, DHCP, or None. What routers advertise stays anyhow, unless
    the address was that of an interface that is STALE or becomes part of another.
    """
    settings = node.settings
    way = came_by(node, kernel, [*(link.name for link in settings.links), *stale])
    if way is None or ip_interface(way.address) in _all_addresses(settings):
        return None
    link = next((each for each in settings.links if each.name == way.interface), None)
    if link is None or link.controller is not None:
        return way.address
    if way.address not in kernel.links[way.interface].leased:
        return way.address
    if link.is_dhcp or not _is_v4(way.address):
        return None
    return DHCP if link.is_main else way.address


def declared(link: Link, kept: str | None = None) -> list[str]:
    """The addresses that LINK is to have, with prefix lengths, and the KEPT one."""
    addresses = [str(address) for address in link.addresses]
    is_kept = link.is_main and kept not in (None, DHCP)
    return [*addresses, str(kept)] if is_kept else addresses


def is_leased(link: Link, kept: str | None = None) -> bool:
    """Whether LINK asks DHCP for an address."""
    return link.is_dhcp or (link.is_main and kept == DHCP)


def stale_links(
    settings: NetworkSettings, kernel: Kernel, before: Collection[str]
) -> tuple[str, ...]:
    """Made interfaces that are there and must go: not wished any more, or to be made otherwise.

    BEFORE are the names of those that homelab has made.
    """
    made = settings.made
    unwished = [name for name in before if name not in made]
    otherwise = [name for name, each in made.items() if not _is_made_so(each, kernel, name)]
    return tuple(name for name in dict.fromkeys((*unwished, *otherwise)) if name in kernel.links)


def differences(
    settings: NetworkSettings, kernel: Kernel, kept: str | None = None
) -> Iterator[str]:
    """What the kernel lacks of what is declared or KEPT; nothing when it is as it should be."""
    for link in settings.links:
        seen = kernel.links.get(link.name)
        if seen is None:
            yield f"{link.name} is missing"
            continue
        for address in declared(link, kept):
            if address not in seen.addresses:
                yield f"address {address} is missing"
        if is_leased(link, kept) and not any(map(_is_v4, seen.leased)):
            yield f"{link.name}: it has no address by DHCP"
        if link.controller != seen.controller:
            yield f"{link.name} is part of {seen.controller}"
        if link.controller is not None and (own := _own_addresses(seen)):
            yield f"{link.name} has {', '.join(own)} beside {link.controller}"
        if link.is_main and settings.gateway and str(settings.gateway) not in seen.gateways:
            yield f"its gateway is {', '.join(seen.gateways) or 'none'}"
        if link.mtu is not None and link.mtu != seen.mtu:
            yield f"{link.name}: its MTU is {seen.mtu}"


def refuse_the_impossible(
    node: NetworkNode, kernel: Kernel, managers: Collection[Manager], own: Collection[str] = ()
) -> None:
    """Raise HomelabError where a card isn't there, or something else configures an interface.

    The managers named in OWN are the provider's; what homelab has made of another goes first.
    """
    for name in node.settings.cards:
        if name not in kernel.links:
            raise HomelabError(
                f"{node.name}: there is no interface {name!r}; set network.interface to one of "
                + ", ".join(each for each in kernel.links if each != "lo")
            )
    for name, made in node.settings.made.items():
        kind = kernel.links[name].kind if name in kernel.links else None
        if name in kernel.links and kind != type(made).__name__.lower():
            raise HomelabError(
                f"{node.name}: {name} is there and is no {type(made).__name__.lower()}; "
                "give the new interface another name"
            )
    rivals = [each for each in managers if each.name not in own and not each.is_homelabs]
    if rivals:
        raise HomelabError(
            f"{node.name}: {rivals[0].interface} is configured by something else as well: "
            f"{'; '.join(map(str, rivals))}; remove it there, or choose another network.interface"
        )


def _own_addresses(seen: Seen) -> list[str]:
    """What a part of another interface can't have: replies would leave by it."""
    return [each for each in seen.addresses if not ip_interface(each).is_link_local]


def _all_addresses(settings: NetworkSettings) -> list[object]:
    return [address for link in settings.links for address in link.addresses]


def _is_made_so(made: Made, kernel: Kernel, name: str) -> bool:
    """Whether the interface NAME is made as declared; one that isn't there can be."""
    seen = kernel.links.get(name)
    if seen is None:
        return True
    if isinstance(made, Vlan):
        return (seen.options.get("id"), seen.parent) == (made.id, made.link)
    if isinstance(made, Bond):
        told = (made.mode, made.mii_monitor_interval)
        return (seen.options.get("mode"), seen.options.get("miimon")) == told
    return bool(seen.options.get("stp_state")) == made.stp


def _is_v4(address: str) -> bool:
    return ip_interface(address).version == 4  # noqa: PLR2004 - IPv4
