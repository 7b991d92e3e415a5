"""What the node is told to keep: /etc/homelab/backup.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homelab.backup.onnode.shell import Failed
from homelab.backup.onnode.tools import Tool, load_tool

__all__ = ["Service", "Trial", "Wishes", "read_wishes"]

FILE = Path("/etc/homelab/backup.json")
APPLIED = Path("/var/lib/homelab/applied")


@dataclass(frozen=True)
class Trial:
    """Commands that start a service on restored data, cut off from the rest, and end it."""

    begin: str
    inside: str
    """It takes one more word: a line for the container's shell."""
    end: str


@dataclass(frozen=True)
class Service:
    """One thing whose data is kept, and the commands around it."""

    owner: str
    """TASK/PROVIDER; empty for the node's own paths."""
    paths: Mapping[str, str]
    """The absolute path by the volume's name, or by itself."""
    inside: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    stop: str = ""
    start: str = ""
    trial: Trial | None = None

    def is_expected(self) -> bool:
        """Whether it was applied already, so that what it keeps must be there."""
        return not self.owner or (APPLIED / f"{self.owner}.json").exists()

    def missing(self) -> list[str]:
        """What of it isn't there."""
        return [name for name, path in self.paths.items() if not Path(path).exists()]


@dataclass(frozen=True)
class Wishes:
    """All of it."""

    scratch: Path
    services: Mapping[str, Service]
    repositories: Mapping[str, Mapping[str, Any]]
    said: Mapping[str, Any] = field(repr=False)

    def tools(self) -> dict[str, Tool]:
        """The tool by each repository's name."""
        return {name: load_tool(self.said, each) for name, each in self.repositories.items()}

    def tool(self, repository: str) -> tuple[str, Tool]:
        """One REPOSITORY, the first where it is empty, and the tool for it; raises Failed."""
        tools = self.tools()
        name = repository or next(iter(tools))
        if name not in tools:
            raise Failed(f"{name}: no such repository; there are {', '.join(tools)}")
        return name, tools[name]

    def chosen(self, names: list[str]) -> dict[str, Service]:
        """The services of these NAMES, or all; raises Failed for a name that nobody has."""
        unknown = [name for name in names if name not in self.services]
        if unknown:
            known = ", ".join(self.services)
            raise Failed(f"{unknown[0]}: nothing of that name is backed up here, but {known}")
        return {n: each for n, each in self.services.items() if n in names or not names}


def read_wishes() -> Wishes:
    """What homelab wrote on this node."""
    said = json.loads(FILE.read_text())
    services = {name: _service(each) for name, each in said["services"].items()}
    return Wishes(Path(said["scratch"]), services, said["repositories"], said)


def _service(said: dict[str, Any]) -> Service:
    trial = said.pop("trial")
    said |= {key: tuple(said[key]) for key in ("before", "after", "proofs")}
    return Service(**said, trial=Trial(**trial) if trial else None)
