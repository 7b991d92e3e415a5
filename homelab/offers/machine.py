"""What a machine has."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["Disk", "Installing", "Memory", "Nic", "Sysctl"]


@dataclass(frozen=True)
class Disk(Offer):
    """A disk that the machine has."""

    name: str
    """Under /dev, like `sda` or `disk/by-id/ata-…`."""
    size: int | None = None
    """Bytes, at least; None where it isn't declared."""


@dataclass(frozen=True)
class Installing(Offer):
    """The machine's system is installed by itself, on a disk that is emptied for it."""

    disk: str
    """Under /dev."""
    space: int
    """Bytes that it needs there at least."""
    mac: str | None
    """Of the card that it boots by; None where that isn't said."""


@dataclass(frozen=True)
class Memory(Offer):
    """The memory that the machine has."""

    size: int
    """Bytes."""


@dataclass(frozen=True)
class Nic(Offer):
    """A network card that the machine has."""

    name: str
    mac: str | None = None


@dataclass(frozen=True)
class Sysctl(Offer):
    """A parameter of the kernel that the machine keeps (sysctl(8))."""

    name: str
    """With dots, like `net.ipv4.ip_forward`."""
    value: str
