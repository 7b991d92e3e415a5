"""Who answers for names in a rehearsal, and who may ask there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_interface, ip_network

from homelab.lab import LabNode
from homelab.lab.firststart import machine_nameservers
from homelab.model.lab import Host, Lab

__all__ = ["name_servers", "networks_with"]


def name_servers(lab: Lab, nodes: Mapping[str, LabNode], declared: Iterable[str]) -> list[str]:
    """What stands for the DECLARED servers: the node of the host whose address one is.

    In place of one outside the lab the machine's own are asked; none stand for none.
    """
    found: list[str] = []
    own = {address: name for name, host in lab.hosts.items() for address in _addresses(host)}
    for server in declared:
        if server not in own:
            found += machine_nameservers()
            continue
        node = nodes[own[server]]
        is_ipv6 = ip_address(server).version == 6  # noqa: PLR2004 - the version's number
        found.append(str(node.ipv6 if is_ipv6 else node.ipv4))
    return list(dict.fromkeys(found))


def networks_with(node: LabNode, networks: Iterable[str]) -> list[str]:
    """NETWORKS, and those of the rehearsal around NODE that aren't in them yet."""
    declared = [ip_network(network) for network in networks]
    around = (
        *(ip_network(f"{address}/24", strict=False) for address in (node.ipv4, node.lan_ipv4)),
        *(ip_network(f"{address}/64", strict=False) for address in (node.ipv6, node.lan_ipv6)),
    )
    missing = [each for each in around if not any(_is_in(each, other) for other in declared)]
    return [str(network) for network in (*declared, *missing)]


def _addresses(host: Host) -> Iterator[str]:
    """Where a host is: in the inventory, and as its network is declared."""
    yield host.address
    for choice in host.choices:
        if choice.task == "network":
            said = choice.settings.model_dump(mode="json")
            for name in ("address", "ipv6_address"):
                if said[name]:
                    yield str(ip_interface(said[name]).ip)


def _is_in(inner: IPv4Network | IPv6Network, outer: IPv4Network | IPv6Network) -> bool:
    if isinstance(inner, IPv4Network):
        return isinstance(outer, IPv4Network) and inner.subnet_of(outer)
    return isinstance(outer, IPv6Network) and inner.subnet_of(outer)
