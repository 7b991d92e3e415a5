"""A name leads to its service through a reverse proxy."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.steps import steps_to_value
from homelab.offers import FrontDoor, Route

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes in a lab without a front door."""
    if not draft.is_whole or draft.lab.offers(FrontDoor):
        return
    for offered in draft.lab.offers(Route):
        yield draft.merged[offered.host].fault(
            steps_to_value(draft.lab, offered, offered.offer.host),
            f"{offered.offer.host} leads to nothing, as no host of the lab has a reverse proxy",
            "wish for reverse_proxy on one of them, or give the service `ports` instead",
        )
