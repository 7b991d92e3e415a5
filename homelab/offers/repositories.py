"""Where the lab's configuration is kept."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["Repository"]


@dataclass(frozen=True)
class Repository(Offer):
    """A git repository that holds the lab's files, beside the one they are written in."""

    folder: str
    """Where they are written, as a path from the inventory's folder."""
    branch: str
    remote: str
    """Its name in the repository there."""
