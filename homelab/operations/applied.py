"""What was applied to a node, kept on the node.

So what is no longer wished can be removed, and a new controller can pick the lab up.

One file a provider, /var/lib/homelab/applied/TASK/PROVIDER.json, written after its deploy.
It holds no time and no controller's name, so applying again changes nothing; the file's own
time says since when. Secrets are in it as references only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Any

from pyinfra.api import FactBase
from pyinfra.operations import files

from homelab.contract import Node
from homelab.offers import OpenPort

__all__ = ["AppliedRecord", "AppliedRecords", "forget", "record"]

APPLIED = "/var/lib/homelab/applied"


@dataclass(frozen=True)
class AppliedRecord:
    """One provider that was applied to a node."""

    task: str
    provider: str
    settings: dict[str, Any]
    ports: tuple[str, ...]


class AppliedRecords(FactBase[list[AppliedRecord]]):
    """Every provider on record on the node, in no order."""

    default = list

    def command(self) -> str:
        """Print each record on a line of its own."""
        return f'for f in {APPLIED}/*/*.json; do [ ! -f "$f" ] || cat "$f"; done'

    def process(self, output: Iterable[str]) -> list[AppliedRecord]:
        """The records; one that is cut short is as good as absent: its apply never ended."""
        return [found for line in output if (found := _parse(line)) is not None]


def record(node: Node[Any], ports: Iterable[OpenPort]) -> None:
    """Put on record that NODE's provider was applied, with the settings it had."""
    said = {
        "task": node.task,
        "provider": node.provider,
        "settings": node.settings.model_dump(mode="json", exclude_unset=True),
        "ports": [str(port) for port in ports],
    }
    files.put(
        name=f"{node.task}/{node.provider} is on record",
        src=StringIO(json.dumps(said, sort_keys=True) + "\n"),
        dest=f"{APPLIED}/{node.task}/{node.provider}.json",
        user="root",
        group="root",
        mode="600",
    )


def forget(task: str, provider: str) -> None:
    """Take a provider off the record, once it is removed."""
    files.file(
        name=f"{task}/{provider} is off the record",
        path=f"{APPLIED}/{task}/{provider}.json",
        present=False,
    )


def _parse(line: str) -> AppliedRecord | None:
    try:
        said = json.loads(line)
        return AppliedRecord(said["task"], said["provider"], said["settings"], tuple(said["ports"]))
    except (ValueError, KeyError, TypeError):
        return None
