"""What a service keeps, and what it needs others to keep for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from homelab.offers.base import Offer

__all__ = ["BackupPath", "Database"]


@dataclass(frozen=True)
class BackupPath(Offer):
    """A volume of the offering workload, or a path of the node, that must not be lost."""

    volume: str | None = None
    """Name of the volume in the workload; None for a path of the node."""
    path: str | None = None
    """Absolute path on the node; None for a volume."""
    before: str | None = None
    """Command inside the container that makes the data whole first, like a dump."""
    after: str | None = None
    """Command inside the container once the copy is made."""


@dataclass(frozen=True)
class Database(Offer):
    """A database that a service needs and another one keeps."""

    engine: Literal["postgresql", "mariadb", "mongodb", "influxdb"]
    name: str
    user: str
    password: str
    """Reference of the user's password."""
