"""What was applied to a node, kept on the node.

So what is no longer wished can be removed, and a new controller can pick the lab up.

One file a provider, /var/lib/homelab/applied/TASK/PROVIDER.json, written after its deploy.
It holds no time and no controller's name, so applying again changes nothing; the file's own
time says since when. Secrets are in it as references only. A provider that was removed and
whose data was kept has its record in /var/lib/homelab/removed/ until the data is purged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyinfra.api import FactBase
from pyinfra.operations import files

from homelab.contract import Node
from homelab.offers import OpenPort
from homelab.operations.files import content

__all__ = [
    "AppliedRecord",
    "AppliedRecords",
    "forget",
    "forget_data",
    "record",
    "record_file",
]

APPLIED = "/var/lib/homelab/applied"
REMOVED = "/var/lib/homelab/removed"


@dataclass(frozen=True)
class AppliedRecord:
    """One provider that was applied to a node, with the settings it had."""

    task: str
    provider: str
    settings: dict[str, Any]
    ports: tuple[str, ...]
    is_removed: bool = False
    """Whether only its data is left."""
    is_moving: bool = False
    """Whether another node is about to take its data."""


class AppliedRecords(FactBase[list[AppliedRecord]]):
    """Every provider on record on the node, in no order."""

    default = list

    def command(self) -> str:
        """Print each record on a line of its own, those of what is applied first."""
        show = 'for f in "$1"/*/*.json; do [ ! -f "$f" ] || cat "$f"; done'
        return f"set -- {APPLIED}; {show}; echo removed; set -- {REMOVED}; {show}"

    def process(self, output: Iterable[str]) -> list[AppliedRecord]:
        """The records; one that is cut short is as good as absent: its apply never ended."""
        lines = list(output)
        applied = lines[: lines.index("removed")] if "removed" in lines else lines
        found = (_parse(line, n >= len(applied)) for n, line in enumerate(lines))
        return [record for record in found if record is not None]


def record_file(node: Node[Any]) -> str:
    """Path on the node of the record of NODE's provider."""
    return f"{APPLIED}/{node.task}/{node.provider}.json"


def record(node: Node[Any], ports: Iterable[OpenPort]) -> None:
    """Put on record that NODE's provider was applied, with the settings it had."""
    _write(f"{node.task}/{node.provider} is on record", node, ports, APPLIED)


def forget(node: Node[Any], *, keeps_data: bool) -> None:
    """Take NODE's provider off the record, once removed; with KEEPS_DATA its data still counts."""
    name = f"{node.task}/{node.provider}"
    if keeps_data:
        _write(f"the data of {name} is on record", node, (), REMOVED)
    _drop(f"{name} is off the record", node, APPLIED)


def forget_data(node: Node[Any]) -> None:
    """Take a removed provider's data off the record, once it is purged."""
    _drop(f"the data of {node.task}/{node.provider} is off the record", node, REMOVED)


def _write(name: str, node: Node[Any], ports: Iterable[OpenPort], folder: str) -> None:
    said = {
        "task": node.task,
        "provider": node.provider,
        "settings": node.settings.model_dump(mode="json", exclude_unset=True),
        "ports": [str(port) for port in ports],
    }
    content(
        name=name,
        path=f"{folder}/{node.task}/{node.provider}.json",
        text=json.dumps(said, sort_keys=True) + "\n",
        mode="600",
    )


def _drop(name: str, node: Node[Any], folder: str) -> None:
    files.file(name=name, path=f"{folder}/{node.task}/{node.provider}.json", present=False)


def _parse(line: str, is_removed: bool) -> AppliedRecord | None:  # noqa: FBT001 - one caller
    try:
        said = json.loads(line)
        ports = tuple(said["ports"])
        own = (said["task"], said["provider"], said["settings"])
        return AppliedRecord(*own, ports, is_removed, bool(said.get("is_moving")))
    except (ValueError, KeyError, TypeError):
        return None
