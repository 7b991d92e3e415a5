"""What a service keeps, and what it needs others to keep for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from homelab.offers.base import Offer

__all__ = ["BackupPath", "Database", "NotKept", "VolumeStore"]


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
    proof: str | None = None
    """Command inside that succeeds only where the service has its data, asked of a restored one."""


@dataclass(frozen=True)
class NotKept(Offer):
    """A volume of the offering workload that may be lost."""

    volume: str
    reason: str


@dataclass(frozen=True)
class VolumeStore(Offer):
    """Where a node's container platform keeps volumes, and how it takes part in backups.

    Each is a text with `{workload}`, and the first with `{volume}`, in the place of the names.
    """

    folder: str
    """A volume's folder on the node."""
    inside: str
    """Begins a command line whose last word is a line for the workload's shell."""
    stop: str
    start: str
    """Waits until the workload is healthy, and fails where it isn't in time."""
    begin_trial: str
    """Starts the workload cut off from everything, on volumes that lie below the scratch folder."""
    inside_trial: str
    end_trial: str

    def folder_of(self, workload: str, volume: str) -> str:
        """Absolute path on the node."""
        return self.folder.format(workload=workload, volume=volume)

    def command(self, text: str, workload: str) -> str:
        """One of its commands for WORKLOAD."""
        return text.format(workload=workload)


@dataclass(frozen=True)
class Database(Offer):
    """A database that a service needs and another one keeps."""

    engine: Literal["postgresql", "mariadb", "mongodb", "influxdb"]
    name: str
    user: str
    password: str
    """Reference of the user's password."""
