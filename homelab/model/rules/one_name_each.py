"""A host name leads to one service."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Offered, Route

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes whose host name an earlier one of the lab has."""
    owners: dict[str, Offered[Route]] = {}
    for offered in draft.lab.offers(Route):
        name = offered.offer.host
        owner = owners.setdefault(name, offered)
        if owner is not offered:
            yield draft.fault(
                offered,
                f"{name} leads to {owner.by} on {owner.host} already",
                "give each a name of its own, or wish for it on one host",
                at=("route", "host"),
            )
