"""A host name leads to one service."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.steps import steps_to_value
from homelab.offers import Route

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes whose host name an earlier one has."""
    owners: dict[str, str] = {}
    for offered in draft.lab.offers(Route):
        me = f"{offered.by} on {offered.host}"
        owner = owners.setdefault(offered.offer.host, me)
        if owner != me:
            yield draft.merged[offered.host].fault(
                steps_to_value(draft.lab, offered, offered.offer.host),
                f"{offered.offer.host} leads to {owner} already",
                "choose another name",
            )
