"""Which address each name of a lab leads to, on the rehearsal's nodes."""

from __future__ import annotations

from collections.abc import Mapping

from homelab.model.lab import Lab
from homelab.offers import Route
from homelab.routing import front_door

__all__ = ["has_outside_authority", "names"]


def has_outside_authority(lab: Lab) -> bool:
    """Whether the lab has certificates issued by somebody else, whose directory it names."""
    choices = (choice for host in lab.hosts.values() for choice in host.choices)
    return any(c.task == "tls" and "directory" in type(c.settings).model_fields for c in choices)


def names(lab: Lab, addresses: Mapping[str, str]) -> dict[str, str]:
    """The address of the front door behind each route's name; ADDRESSES are the hosts'."""
    doors = ((each.offer.host, front_door(lab, each.host)) for each in lab.offers(Route))
    return {name: addresses[door.host] for name, door in doors if door is not None}
