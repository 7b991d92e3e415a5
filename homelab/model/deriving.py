"""What follows from offers: ports that one node must open for another's front door."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from homelab.model.lab import Lab
from homelab.offers import Offer, Offered, OpenPort, Route
from homelab.routing import front_door

__all__ = ["derived"]


def derived(lab: Lab) -> Iterator[Offered[Offer]]:
    """An OpenPort for every route that is entered on another node, for that node alone."""
    for offered in lab.offers(Route):
        door = front_door(lab, offered.host)
        if door is None or door.host == offered.host:
            continue
        route = offered.offer
        source = _single(lab.addresses()[door.host])
        port = OpenPort(route.node_port, "tcp", source, f"{route.host}, for {door.host}")
        yield Offered(port, offered.host, offered.task, offered.provider)


def _single(address: str) -> str | None:
    """The network of one ADDRESS; None where it is a name."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return f"{found}/{found.max_prefixlen}"
