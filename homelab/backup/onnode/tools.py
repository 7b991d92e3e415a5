"""What a backup tool can do: each provider brings a module `tool` with a class `Tool`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, cast

__all__ = ["Snapshot", "Tool", "load_tool"]


@dataclass(frozen=True)
class Snapshot:
    """What one run kept of one service."""

    name: str
    """The tool's own name for it."""
    time: datetime


class Tool(Protocol):
    """One repository, as the tool reaches it; every method raises Failed with the tool's words."""

    environment: Mapping[str, str]
    """Variables by which the tool finds and opens it."""

    def prepare(self) -> None:
        """The repository is there and opens with its password."""

    def copy(self, service: str, paths: Sequence[str]) -> str:
        """Keep PATHS as they are now; the name of the snapshot."""

    def thin(self) -> None:
        """Forget the snapshots that needn't be kept any longer."""

    def check(self) -> None:
        """Nothing in the repository is damaged, as far as its structure shows."""

    def snapshots(self, service: str) -> list[Snapshot]:
        """Those of SERVICE on this node, the oldest first."""

    def size(self, snapshot: str) -> int:
        """Bytes that a restore of SNAPSHOT takes."""

    def restore(self, snapshot: str, target: str) -> None:
        """All of SNAPSHOT lies below TARGET, each file compared with its checksum."""


def load_tool(said: Mapping[str, Any], repository: Mapping[str, Any]) -> Tool:
    """The provider's tool for a REPOSITORY; SAID is what all of them share."""
    found = import_module(".tool", __package__).Tool(said, repository)
    return cast("Tool", found)
