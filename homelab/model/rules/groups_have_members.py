"""A name that lets only some groups pass lets somebody pass."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.logins import keeper
from homelab.model.draft import Draft
from homelab.model.faults import Fault, nearest
from homelab.offers import Login

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Groups of a login that no user is in, where the keeper knows all users."""
    found = keeper(draft.lab)
    known = found.offer.groups if found else None
    if known is None:
        return
    for offered in draft.lab.offers(Login):
        for group in offered.offer.groups:
            if group not in known:
                meant = nearest(group, known)
                cure = f"write '{meant}'" if meant else "add a user to it in authentication"
                problem = f"{offered.offer.host} lets '{group}' pass, and no user is in that group"
                yield draft.fault(offered, problem, cure, at=("login", "groups"))
