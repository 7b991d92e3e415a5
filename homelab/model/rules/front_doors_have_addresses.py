"""The front door of another node's services has an address, to which alone they are opened."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.steps import steps_to_value
from homelab.offers import Route
from homelab.routing import front_door

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes that are entered on another node, which is known by a name only."""
    for offered in draft.lab.offers(Route):
        door = front_door(draft.lab, offered.host)
        if door is None or door.host == offered.host:
            continue
        address = draft.lab.addresses()[door.host]
        if not _is_address(address):
            yield draft.merged[offered.host].fault(
                steps_to_value(draft.lab, offered, offered.offer.host),
                f"it is to be open to {door.host} alone, which is known as {address}",
                f"give {door.host} its IP address as ssh_hostname",
            )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
