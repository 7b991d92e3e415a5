"""A provider as the rules see it: its folder, its parsed sources and its examples."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from homelab.contract import ONE, Provider, Settings
from homelab.roadmap import registry
from homelab.roadmap.registry import FoundProvider, FoundTask

__all__ = ["EXAMPLES", "Package", "Source", "open_package"]

EXAMPLES = ("minimal", "full")


@dataclass(frozen=True)
class Source:
    """One Python file of a provider or of its task."""

    name: str
    """As faults call it: `deploy.py`, or `the task's checks.py`."""
    tree: ast.Module

    @property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions at the top, by name, in the file's order."""
        return {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}


@dataclass(frozen=True)
class Package:
    """One provider's folder, opened."""

    found: FoundProvider
    task: FoundTask

    def __str__(self) -> str:
        return f"{self.found.task}/{self.found.name}"

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.found.folder

    @property
    def provider(self) -> Provider:
        """What it states."""
        return self.found.provider

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Its own Python files by name; those in folders below are no part of it."""
        paths = sorted(self.folder.glob("*.py"))
        return {path.name: Source(path.name, ast.parse(path.read_text())) for path in paths}

    @cached_property
    def checks(self) -> tuple[Source, ...]:
        """Its own checks.py and its task's, those that exist."""
        path = self.task.folder / "checks.py"
        own = [self.sources["checks.py"]] if "checks.py" in self.sources else []
        shared = [path] if path.is_file() else []
        tasks = [Source("the task's checks.py", ast.parse(p.read_text())) for p in shared]
        return (*own, *tasks)

    def module(self, part: str) -> ModuleType | None:
        """Its module PART, imported; None where it has none."""
        return self.found.load(part)

    def written(self, example: str) -> Any:  # noqa: ANN401 - whatever the YAML file holds
        """What examples/EXAMPLE.yaml says; None where it isn't or isn't YAML."""
        try:
            return YAML(typ="safe").load(self.folder / "examples" / f"{example}.yaml")
        except (OSError, YAMLError):
            return None

    def wish(self, example: str) -> dict[str, Any] | None:
        """The settings in an example, without the provider's name; None if there are none."""
        written = self.written(example)
        if self.task.task.choose is not ONE:
            written = written.get(self.found.name) if isinstance(written, Mapping) else None
        if not isinstance(written, Mapping):
            return None
        is_one = self.task.task.choose is ONE
        return {key: value for key, value in written.items() if not (is_one and key == "provider")}

    @property
    def beside(self) -> dict[str, Any]:
        """What the lab has beside it while it is tried, by task: examples/beside.yaml.

        The provider's own, or else its task's.
        """
        for folder in (self.folder, self.task.folder):
            path = folder / "examples" / "beside.yaml"
            if path.is_file():
                return dict(YAML(typ="safe").load(path))
        return {}

    @cached_property
    def settings(self) -> dict[str, Settings]:
        """The settings that its examples make, by the example's name, those that are valid."""
        made: dict[str, Settings] = {}
        for example in EXAMPLES:
            wish = self.wish(example)
            if wish is not None:
                try:
                    made[example] = self.provider.settings.model_validate(wish)
                except ValueError:
                    continue  # examples_are_valid says so
        return made


def open_package(task: str, provider: str) -> Package:
    """The provider TASK/PROVIDER, imported; whatever its import raises passes through."""
    return Package(registry.provider(task, provider), registry.task(task))
