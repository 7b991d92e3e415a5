"""Where the lab's configuration is kept."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["GitEntrance", "Repository"]


@dataclass(frozen=True)
class GitEntrance:
    """How git gets in by HTTPS, with a token in the place of a password."""

    site: str
    """The beginning of the URLs that the token is for."""
    user: str
    token: str
    """Reference of the token."""
    cacert: str | None = None
    """Path, from the inventory's folder, of the root that the site's certificate is signed by;
    None for one that everybody knows."""


@dataclass(frozen=True)
class Repository(Offer):
    """A git repository that holds the lab's files, beside the one they are written in."""

    folder: str
    """Where they are written, as a path from the inventory's folder."""
    branch: str
    remote: str
    """Its name in the repository there."""
    entrance: GitEntrance | None = None
    """None where git gets in by SSH, as the lab's admin does."""
