"""Finds the checks.py files that hold for a lab, each with the nodes it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homelab.contract import Node, Phase
from homelab.roadmap import registry
from homelab.verify.selection import Selection

__all__ = ["ChecksFile", "find_checks"]


@dataclass(frozen=True)
class ChecksFile:
    """One checks.py: a task's, which holds for every provider, or a provider's own."""

    name: str
    """`remote_access`, or `remote_access/openssh`."""
    module: str
    path: Path
    nodes: tuple[Node[Any], ...]


def find_checks(phase: Phase, selection: Selection) -> Iterator[ChecksFile]:
    """The checks files of PHASE that have a node in SELECTION, in the roadmap's order."""
    for name in phase.tasks:
        nodes = selection.nodes(name)
        if not nodes:
            continue
        task = registry.task(name)
        yield from _file(name, task.module, task.folder, nodes)
        for chosen in dict.fromkeys(node.provider for node in nodes):
            provider = registry.provider(name, chosen)
            own = tuple(node for node in nodes if node.provider == chosen)
            yield from _file(f"{name}/{chosen}", provider.module, provider.folder, own)


def _file(
    name: str, package: str, folder: Path, nodes: tuple[Node[Any], ...]
) -> Iterator[ChecksFile]:
    path = folder / "checks.py"
    if path.is_file():
        yield ChecksFile(name, f"{package}.checks", path, nodes)
