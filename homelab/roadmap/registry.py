"""Finds phases, tasks and providers by walking this tree; there is no list to edit.

Outside providers enter by the entry-point group `homelab.providers`, with names like
`reverse_proxy/nginx` that point to a package of the same shape as those here.
Nothing is imported before it is asked for, so a lab pays only for what it chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from homelab.contract import NAMED, Phase, Provider, Task

__all__ = ["FoundProvider", "FoundTask", "phases", "provider", "provider_names", "task", "tasks"]

ROADMAP = Path(__file__).parent


@dataclass(frozen=True)
class FoundTask:
    """A task and where it stands in the roadmap."""

    name: str
    phase: int
    module: str
    task: Task

    @property
    def folder(self) -> Path:
        """Folder of the task's package."""
        return ROADMAP / f"phase{self.phase}" / self.name

    @property
    def own_name(self) -> str:
        """The name of homelab's first provider of it; raises StopIteration where it has none."""
        return next(path.parent.name for path in sorted(self.folder.glob("*/__init__.py")))


@dataclass(frozen=True)
class FoundProvider:
    """A provider, its package and its name in paths: TASK/PROVIDER."""

    name: str
    task: str
    module: str
    provider: Provider
    summary: str
    """The package's docstring, first line."""
    folder: Path

    def load(self, part: str) -> ModuleType | None:
        """The provider's module PART (`deploy`, `workload`, `checks`), or None without one."""
        exists = (self.folder / f"{part}.py").is_file()
        return import_module(f"{self.module}.{part}") if exists else None


@cache
def phases() -> tuple[Phase, ...]:
    """The roadmap's phases, in order."""
    return tuple(import_module(f"homelab.roadmap.phase{n}").PHASE for n in (1, 2, 3))


@cache
def tasks() -> Mapping[str, FoundTask]:
    """Every task by name, in the roadmap's order."""
    return {name: task(name) for phase in phases() for name in phase.tasks}


@cache
def task(name: str) -> FoundTask:
    """The task NAME; raises KeyError."""
    for phase in phases():
        if name in phase.tasks:
            module = f"homelab.roadmap.phase{phase.number}.{name}"
            return FoundTask(name, phase.number, module, import_module(module).TASK)
    raise KeyError(name)


@cache
def provider_names(task_name: str) -> tuple[str, ...]:
    """Names of a task's providers, sorted, without importing any of them."""
    folder = task(task_name).folder
    own = {path.parent.name for path in folder.glob("*/__init__.py")}
    return tuple(sorted(own | _outside(task_name).keys()))


@cache
def provider(task_name: str, name: str) -> FoundProvider:
    """The provider NAME of a task; raises KeyError.

    Of a task whose providers are named by the user, any other name means the task's own.
    """
    names = provider_names(task_name)
    is_named = task(task_name).task.choose is NAMED and bool(names)
    if name not in names and not is_named:
        raise KeyError(f"{task_name}/{name}")
    outside = _outside(task_name).get(name)
    folder_name = name if name in names else task(task_name).own_name
    path = outside.value if outside else f"{task(task_name).module}.{folder_name}"
    module = import_module(path)
    summary = (module.__doc__ or "").strip().partition("\n")[0]
    folder = Path(str(module.__file__)).parent
    return FoundProvider(name, task_name, path, module.PROVIDER, summary, folder)


@cache
def _outside(task_name: str) -> Mapping[str, EntryPoint]:
    mine = (e for e in _entry_points() if e.name.startswith(f"{task_name}/"))
    return {e.name.partition("/")[2]: e for e in mine}


@cache
def _entry_points() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group="homelab.providers"))  # reads every installed package: 13 ms
