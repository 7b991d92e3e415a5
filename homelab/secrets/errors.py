"""The one error of this room."""

from __future__ import annotations

from homelab.errors import HomelabError

__all__ = ["SecretError"]


class SecretError(HomelabError):
    """A secret can't be had; the message says which, why and the cure, and never a value."""
