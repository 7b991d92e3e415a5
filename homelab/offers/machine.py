"""What a machine has."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["Memory", "Sysctl"]


@dataclass(frozen=True)
class Memory(Offer):
    """The memory that the machine has."""

    size: int
    """Bytes."""


@dataclass(frozen=True)
class Sysctl(Offer):
    """A parameter of the kernel that the machine keeps (sysctl(8))."""

    name: str
    """With dots, like `net.ipv4.ip_forward`."""
    value: str
