"""Group data files: one a group, whose names are the group's data, as pyinfra's CLI reads them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homelab.model.executing import Executed, execute
from homelab.model.faults import Fault
from homelab.model.layers import Layer, of_module

__all__ = ["GroupFile", "read_folders"]


@dataclass(frozen=True)
class GroupFile:
    """What one file says about the group it is named after."""

    group: str
    executed: Executed
    values: dict[str, Any]

    def layer(self, rank: int) -> Layer:
        """Its values as a layer."""
        return of_module(self.executed, self.values, rank)


def read_folders(
    folders: Sequence[Path], called: Callable[[Path], str]
) -> tuple[list[GroupFile], list[Fault]]:
    """The group data of each folder that exists, later ones more specific; CALLED names files."""
    files: list[GroupFile] = []
    faults: list[Fault] = []
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            executed = execute(path, called(path))
            if isinstance(executed, Fault):
                faults.append(executed)
            else:
                files.append(GroupFile(path.stem, executed, exported(executed)))
    return files, faults


def exported(executed: Executed) -> dict[str, Any]:
    """The names that are data: those in `__all__`, or else all that weren't imported."""
    chosen = executed.values.get("__all__")
    hidden = _imported(executed.tree) if chosen is None else set()
    return {
        name: value
        for name, value in executed.values.items()
        if not name.startswith("__")
        and name not in hidden
        and (not isinstance(chosen, list | tuple | set) or name in chosen)
    }


def _imported(tree: ast.Module) -> set[str]:
    names = set()
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            names |= {alias.asname or alias.name.split(".")[0] for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in statement.names}
    return names
