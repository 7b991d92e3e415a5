"""A front door that leads to other nodes is called by an address.

Those nodes open a port for it alone, and a packet filter knows no names: from a name would
follow a port that is open to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Route
from homelab.routing import front_door

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Front doors called by a name that lead to services on other nodes."""
    lab = draft.lab
    led: dict[str, list[str]] = {}
    for offered in lab.offers(Route):
        door = front_door(lab, offered.host)
        if door is not None and offered.host not in (door.host, *led.get(door.host, [])):
            led.setdefault(door.host, []).append(offered.host)
    for host, others in led.items():
        address, merged = lab.addresses()[host], draft.merged[host]
        if _is_address(address):
            continue
        problem = (
            f"the front door on {host} leads to services of {' and '.join(others)}, which can't "
            f"open a port for it alone, as '{address}' is no address"
        )
        cure = 'say where it is by number, like "ssh_hostname": "10.0.0.5"'
        if "ssh_hostname" in merged.values:
            yield merged.fault(("ssh_hostname",), problem, cure)
        else:
            yield Fault(lab.inventory.name, host, None, problem, cure)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
