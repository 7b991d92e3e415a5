"""What follows from offers: ports that a node must open for somebody's sake alone."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from homelab.logins import askers, keeper, keeper_route
from homelab.model.lab import Lab
from homelab.offers import ContainerNetwork, Metrics, Offer, Offered, OpenPort, Route
from homelab.routing import front_door
from homelab.watching import readers

__all__ = ["derived"]


def derived(lab: Lab) -> Iterator[Offered[Offer]]:
    """An OpenPort for whatever is called from elsewhere: routes, logins and figures, by callers."""
    yield from _routes(lab)
    yield from _questions(lab)
    yield from _figures(lab)


def _routes(lab: Lab) -> Iterator[Offered[Offer]]:
    """A route that is entered on another node is open to that node."""
    for offered in lab.offers(Route):
        door = front_door(lab, offered.host)
        if door is None or door.host == offered.host:
            continue
        route = offered.offer
        source = _single(lab.addresses()[door.host])
        port = OpenPort(route.node_port, "tcp", source, f"{route.host}, for {door.host}")
        yield Offered(port, offered.host, offered.task, offered.provider)


def _questions(lab: Lab) -> Iterator[Offered[Offer]]:
    """The keeper of logins is open to the front doors that ask it and don't lead to it."""
    found = keeper(lab)
    if found is None:
        return
    own = front_door(lab, found.host)
    for asker in askers(lab):
        if asker not in {found.host, own and own.host}:
            source = _single(lab.addresses()[asker])
            node_port = keeper_route(lab, found).offer.node_port
            port = OpenPort(node_port, "tcp", source, f"logins, for {asker}")
            yield Offered(port, found.host, found.task, found.provider)


def _figures(lab: Lab) -> Iterator[Offered[Offer]]:
    """Figures are open to the other nodes that read them, a node's own to its reader's container.

    A reader that is called by a name is let in nowhere: a packet filter knows no names.
    """
    for offered in lab.offers(Metrics):
        metrics, host = offered.offer, offered.host
        for reader in readers(lab):
            if reader != host:
                sources = [_single(lab.addresses()[reader])]
            elif metrics.is_of_node:
                sources = [each.offer.network for each in lab.offers(ContainerNetwork, host)]
            else:
                continue
            for source in filter(None, sources):
                port = OpenPort(metrics.node_port, "tcp", source, f"figures of {offered.provider}")
                yield Offered(port, host, offered.task, offered.provider)


def _single(address: str) -> str | None:
    """The network of one ADDRESS; None where it is a name."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return f"{found}/{found.max_prefixlen}"
