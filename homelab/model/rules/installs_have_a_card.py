"""A machine that is installed by itself boots by a card of its own, and of no other machine."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Installing, Nic

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """MACs of installations that no declared card has, or that another host's has."""
    lab = draft.lab
    owners = {each.offer.mac: each.host for each in lab.offers(Nic) if each.offer.mac}
    for offered in lab.offers(Installing):
        mac = offered.offer.mac
        if mac is None:
            continue
        own = [each.offer.mac for each in lab.offers(Nic, offered.host) if each.offer.mac]
        owner = owners.setdefault(mac, offered.host)
        if owner != offered.host:
            problem = f"{mac} is {owner}'s, so that {offered.host} would be installed in its place"
        elif own and mac not in own:
            problem = f"no card of {offered.host} has the MAC {mac}; declared are {', '.join(own)}"
        else:
            continue
        yield draft.fault(offered, problem, "choose one of its own", at=("install", "mac"))
