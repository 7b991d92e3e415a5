"""What a machine has."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["Memory"]


@dataclass(frozen=True)
class Memory(Offer):
    """The memory that the machine has."""

    size: int
    """Bytes."""
