"""Which published ports can be reached: those that the lab opens, from where it opens them.

Docker forwards to published ports before a host's firewall sees the packet. What it calls
first is the chain DOCKER-USER, which it leaves to others; a packet's first destination port is
what was published, as conntrack remembers. Docker drops what the node passes on between networks
that aren't its own; what somebody offers to pass on is accepted here first.
https://docs.docker.com/engine/network/packet-filtering-firewalls/
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from homelab.contract import Node
from homelab.offers import Forward, OpenPort
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings

__all__ = ["rules"]

CHAIN = "-A DOCKER-USER"
ANSWERED = "-m conntrack --ctstate RELATED,ESTABLISHED"
BRIDGES = ("docker0", "br-+")
IPV4 = 4


def rules(node: Node[DockerSettings]) -> list[str]:
    """The chain's rules for IPv4, as `iptables -S` prints them.

    By IPv6 published ports are reached through a process of the node, which its firewall sees.
    """
    forwards = [offered.offer for offered in node.lab.offers(Forward, node.name)]
    return [
        *(
            f"{CHAIN} -{way} {each.interface} {ANSWERED} -j ACCEPT"
            for each in forwards
            for way in "io"
        ),
        f"{CHAIN} {ANSWERED} -j RETURN",
        *dict.fromkeys(rule for port in node.open_ports for rule in _allowing(port)),
        *(f"{CHAIN} -o {bridge} -m conntrack --ctstate DNAT -j DROP" for bridge in BRIDGES),
        *(f"{CHAIN} ! -i {bridge} -o {bridge} -j DROP" for bridge in BRIDGES),
        *(rule for each in forwards for rule in _passing(each)),
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


def _passing(forward: Forward) -> Iterator[str]:
    source = ip_network(forward.source)
    for to in map(ip_network, forward.to):
        if source.version == to.version == IPV4:
            where = f" -d {to}" if to.prefixlen else ""
            yield f"{CHAIN} -s {source}{where} -i {forward.interface} -j ACCEPT"
