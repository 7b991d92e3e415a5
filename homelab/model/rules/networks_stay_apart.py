"""A network that a node passes on is nobody else's.

What the node sends to such an address goes into the tunnel: a machine that has it besides is cut
off from the node, and homelab too where it runs there.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Interface, IPv6Interface, ip_network

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.settings_tree import values_in
from homelab.offers import Forward

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Networks of offers that overlap one that a host is in."""
    networks = list(_networks(draft))
    for offered in draft.lab.offers(Forward):
        own = ip_network(offered.offer.source)
        for host, text in networks:
            other = ip_network(text, strict=False)
            if own.version == other.version and own.overlaps(other):
                problem = f"{own} overlaps {other}, which {host} is in"
                cure = "choose a private network that nothing uses, like '10.99.0.0/16'"
                yield draft.fault(offered, problem, cure, at=("network",))
                break


def _networks(draft: Draft) -> Iterator[tuple[str, str]]:
    """Each host's declared networks, and its address as one of its own."""
    for host in draft.lab.hosts.values():
        for choice in host.choices:
            for _, value in values_in(choice.settings):
                if isinstance(value, IPv4Interface | IPv6Interface):
                    yield host.name, str(value.network)
        try:
            yield host.name, str(ip_network(host.address))
        except ValueError:
            continue  # a name tells no network
