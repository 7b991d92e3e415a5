"""One host keeps the logins of the lab: who is known to one must be known at every name."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import LoginKeeper

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Keepers of logins besides the first."""
    keepers = draft.lab.offers(LoginKeeper)
    for offered in keepers[1:]:
        yield draft.fault(
            offered,
            f"{offered.host} keeps logins, and so does {keepers[0].host}",
            "wish for authentication in the group of one of them alone",
        )
