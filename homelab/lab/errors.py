"""The one error of this room."""

from __future__ import annotations

from homelab.errors import HomelabError

__all__ = ["LabError"]


class LabError(HomelabError):
    """Something the lab needs isn't there or didn't work; the message says what, and what to do."""
