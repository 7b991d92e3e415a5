"""A front door or a reader of figures that calls other nodes has an address.

Those nodes open a port for it alone, and a packet filter knows no names: from a name would
follow a port that is open to everybody, or to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple

from homelab.logins import askers, keeper
from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.lab import Lab
from homelab.offers import Metrics, Route
from homelab.routing import front_door
from homelab.watching import readers

__all__ = ["faults"]


class Caller(NamedTuple):
    """Who calls other nodes, and for what."""

    host: str
    what: str
    calls: str


def faults(draft: Draft) -> Iterator[Fault]:
    """Callers of other nodes that have no address."""
    lab = draft.lab
    called: dict[Caller, dict[str, None]] = {}
    for caller, other in _calls(lab):
        if caller.host != other:
            called.setdefault(caller, {})[other] = None
    for caller, others in called.items():
        address, merged = lab.addresses()[caller.host], draft.merged[caller.host]
        if _is_address(address):
            continue
        problem = (
            f"{caller.what} on {caller.host} {caller.calls} of {' and '.join(others)}, which can't "
            f"open a port for it alone, as '{address}' is no address"
        )
        cure = 'say where it is by number, like "ssh_hostname": "10.0.0.5"'
        if "ssh_hostname" in merged.values:
            yield merged.fault(("ssh_hostname",), problem, cure)
        else:
            yield Fault(lab.inventory.name, caller.host, None, problem, cure)


def _calls(lab: Lab) -> Iterator[tuple[Caller, str]]:
    """Who calls which host."""
    for route in lab.offers(Route):
        door = front_door(lab, route.host)
        if door is not None:
            yield Caller(door.host, "the front door", "leads to services"), route.host
    if found := keeper(lab):
        for asker in askers(lab):
            yield Caller(asker, "the front door", "asks for the logins"), found.host
    for metrics in lab.offers(Metrics):
        for reader in readers(lab):
            yield Caller(reader, "the store of figures", "reads those"), metrics.host


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
