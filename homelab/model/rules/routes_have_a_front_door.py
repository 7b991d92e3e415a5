"""A host name is entered somewhere: a lab with routes has a front door."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import FrontDoor, Route

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes, where no node has a front door."""
    if not draft.is_whole or draft.lab.offers(FrontDoor):
        return
    for offered in draft.lab.offers(Route):
        yield draft.fault(
            offered,
            f"nobody in the lab leads {offered.offer.host} to it",
            "wish for a reverse_proxy, or give it `ports` in place of its route",
            at=("route",),
        )
