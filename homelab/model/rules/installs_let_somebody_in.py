"""A machine that is installed by itself lets homelab in afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import FirstContact, Installing

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Installations with no user that a key would open."""
    if not draft.is_whole:
        return
    for offered in draft.lab.offers(Installing):
        if not any(each.offer.keys for each in draft.lab.offers(FirstContact, offered.host)):
            yield draft.fault(
                offered,
                f"nobody could come in to {offered.host} once it is installed",
                "wish for remote_access, whose admin has a key",
                at=("install",),
            )
