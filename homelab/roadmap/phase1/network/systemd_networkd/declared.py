"""How an interface differs from what is declared for it, and why it may not be changed."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_interface

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.roadmap.phase1.network.systemd_networkd.facts import Link
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = [
    "NETWORKD",
    "came_by_it",
    "differences",
    "network_file",
    "refuse_its_own_way",
    "refuse_the_impossible",
]

NETWORKD = "systemd-networkd.service"
NetworkNode = Node[SystemdNetworkdSettings]


def network_file(settings: SystemdNetworkdSettings) -> str:
    """Path on the node of the file that configures the interface."""
    return f"/etc/systemd/network/10-homelab-{settings.interface}.network"


def differences(settings: SystemdNetworkdSettings, link: Link) -> Iterator[str]:
    """What LINK has that isn't declared, or lacks; nothing when it is as SETTINGS say."""
    declared = [str(a) for a in (settings.address, settings.ipv6_address) if a is not None]
    gateways = [str(settings.gateway)] if settings.gateway else []
    if not link.is_running or link.file != network_file(settings):
        yield "systemd-networkd doesn't configure it by its file"
    for address in declared:
        if address not in link.addresses:
            yield f"address {address} is missing"
    if settings.address is None and not any(ip_interface(a).version == 4 for a in link.leased):  # noqa: PLR2004 - IPv4
        yield "it has no address by DHCP"
    if link.is_running and sorted(link.configured) != sorted(declared):
        yield f"networkd has the addresses {_list(link.configured)}"
    if not set(gateways) <= set(link.gateways) or sorted(link.routers) != gateways:
        yield f"its gateway is {_list(link.gateways)}"
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


def refuse_its_own_way(node: NetworkNode, link: Link, changes: str) -> None:
    """Raise HomelabError where CHANGES would be made to the interface that homelab came by."""
    if came_by_it(node, link):
        raise HomelabError(
            f"{node.name}: changing the interface that homelab came by is refused until it can be "
            f"done safely ({node.settings.interface}: {changes}); make the change by hand at the "
            "machine, or give the node another interface to be reached by, and then apply again"
        )


def came_by_it(node: NetworkNode, link: Link) -> bool:
    """Whether homelab's connection uses an address of the interface."""
    if node.came_by is None:
        return False
    used = ip_address(node.came_by[0].partition("%")[0])
    mapped = getattr(used, "ipv4_mapped", None)
    return (mapped or used) in {ip_interface(address).ip for address in link.addresses}


def _list(found: tuple[str, ...]) -> str:
    return ", ".join(found) or "none"
