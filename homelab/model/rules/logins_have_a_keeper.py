"""Where a service asks who comes, the lab has somebody who knows."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Login

__all__ = ["faults"]

KEEPER = "authentication"


def faults(draft: Draft) -> Iterator[Fault]:
    """Logins, where no host has an authentication provider: they would let everybody through."""
    if not draft.is_whole or any(KEEPER in wished for wished in draft.wished.values()):
        return
    for offered in draft.lab.offers(Login):
        if offered.offer.policy == "bypass":
            continue
        yield draft.fault(
            offered,
            f"{offered.offer.host} asks who comes, and no host has {KEEPER}",
            f"wish for {KEEPER}, or leave the login out",
            at=("login",),
        )
