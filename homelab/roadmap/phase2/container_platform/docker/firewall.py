"""Which published ports can be reached: those that the lab opens, from where it opens them.

Docker forwards to published ports before a host's firewall sees the packet. What it calls
first is the chain DOCKER-USER, which it leaves to others; a packet's first destination port is
what was published, as conntrack remembers.
https://docs.docker.com/engine/network/packet-filtering-firewalls/
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from homelab.contract import Node
from homelab.offers import OpenPort
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings

__all__ = ["rules"]

CHAIN = "-A DOCKER-USER"
BRIDGES = ("docker0", "br-+")
IPV4 = 4


def rules(node: Node[DockerSettings]) -> list[str]:
    """The chain's rules for IPv4, as `iptables -S` prints them.

    By IPv6 published ports are reached through a process of the node, which its firewall sees.
    """
    return [
        f"{CHAIN} -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN",
        *dict.fromkeys(rule for port in node.open_ports for rule in _allowing(port)),
        *(f"{CHAIN} -o {bridge} -m conntrack --ctstate DNAT -j DROP" for bridge in BRIDGES),
        *(f"{CHAIN} ! -i {bridge} -o {bridge} -j DROP" for bridge in BRIDGES),
        f"{CHAIN} -j RETURN",  # Docker adds it with its next network, unless it is there
    ]


def _allowing(port: OpenPort) -> Iterator[str]:
    source = ip_network(port.source) if port.source else None
    if source is not None and source.version != IPV4:
        return
    came_from = f"-s {source} " if source is not None else ""
    yield (
        f"{CHAIN} {came_from}-p {port.protocol} -m conntrack --ctstate DNAT"
        f" --ctorigdstport {port.port} --ctdir ORIGINAL -j RETURN"
    )
