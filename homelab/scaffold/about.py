"""What a new provider's files have to say of their task: names, and settings that it brings."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from homelab.contract import ONE, Settings
from homelab.roadmap import registry
from homelab.roadmap.registry import FoundTask

__all__ = ["BLANK", "About", "about"]

BLANK = "FILL-IN"
"""What stands for the words that only the author knows."""


@dataclass(frozen=True)
class About:
    """A provider that doesn't exist yet."""

    name: str
    task: str
    module: str
    """Where its package will be imported from."""
    base: type[Settings]
    """The settings that the task shares."""
    is_one: bool
    """Whether a node has one provider of the task, and so names it."""

    @property
    def camel(self) -> str:
        """`nginx_proxy_manager` as `NginxProxyManager`."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    def example(self, *, is_full: bool) -> dict[str, Any]:
        """What stands in group_data under the task: all settings, or those that it takes."""
        shared = _values(self.base, is_full=is_full)
        own = {**shared, **({"version": "1.0.0"} if is_full else {})}
        return {"provider": self.name, **own} if self.is_one else {self.name: own}


def about(task: str, name: str, module: str | None) -> About:
    """What is known of the provider TASK/NAME; MODULE where it is no part of homelab itself."""
    found = registry.task(task)
    is_one = found.task.choose is ONE
    return About(name, task, module or f"{found.module}.{name}", _base(found), is_one)


def _base(found: FoundTask) -> type[Settings]:
    """The class in the task's settings.py that is named for all of it, or else the contract's."""
    if not (found.folder / "settings.py").is_file():
        return Settings
    module = import_module(f"{found.module}.settings")
    named = found.name.replace("_", "").lower() + "settings"
    own = (getattr(module, each) for each in module.__all__ if each.lower() == named)
    return next(own, Settings)


def _values(model: type[BaseModel], *, is_full: bool) -> dict[str, Any]:
    """A value for each field of MODEL: its default, or a blank where there is none."""
    return {
        name: BLANK
        if field.is_required()
        else to_jsonable_python(field.get_default(call_default_factory=True))
        for name, field in model.model_fields.items()
        if is_full or field.is_required()
    }
