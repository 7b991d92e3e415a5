"""Which addresses the names of a lab mean."""

from __future__ import annotations

from homelab.model.lab import Lab
from homelab.names import lab_names
from homelab.offers import Route, Zone
from homelab.routing import front_door

__all__ = ["expected"]


def expected(lab: Lab, host: str) -> dict[str, str]:
    """The address of every name of the lab, as others than the host of that name have it.

    HOST's own name is left out: a system has it on an address of its own (127.0.1.1).
    """
    addresses = lab.addresses()
    doors = {each.offer.host: front_door(lab, each.host) for each in lab.offers(Route)}
    names = {name: addresses[door.host] for name, door in doors.items() if door is not None}
    for zone in lab.offers(Zone):
        names |= lab_names(lab, zone.offer.domain)
    own = host.lower()
    routed = set(doors)
    return {n: a for n, a in names.items() if n in routed or n.partition(".")[0] != own}
