"""How a checkpoint says that it could not be asked, which is neither good nor bad."""

from __future__ import annotations

from homelab.errors import HomelabError
from homelab.transport.base import CommandTimeout, Unreachable

__all__ = ["UNKNOWN", "CannotTell"]


class CannotTell(HomelabError):
    """The question can't be answered from where it was asked: a tool or a way is missing."""


UNKNOWN = (CannotTell, CommandTimeout, Unreachable)
"""What a checkpoint may raise without being bad."""
