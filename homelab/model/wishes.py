"""What is wished for a host: values named after tasks, made into providers with settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

from pydantic import ValidationError

from homelab.contract import NAMED, ONE
from homelab.fields import shown
from homelab.model.connectors import is_pyinfras
from homelab.model.faults import Fault, Steps, nearest
from homelab.model.lab import Choice
from homelab.model.merging import Merged
from homelab.model.refusals import refusals
from homelab.roadmap import registry
from homelab.roadmap.registry import FoundProvider, FoundTask

__all__ = ["choices", "place_of", "shared_settings", "wishes"]

NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")
"""Of what the user names: a label of DNS (RFC 1123), short enough for every platform."""


@dataclass(frozen=True)
class Named:
    """A provider as it is wished for: its name, and its settings with the way to them."""

    task: FoundTask
    name: Any
    settings: object
    steps: Steps


def wishes(values: dict[str, Any]) -> dict[str, Any]:
    """The names that are meant as tasks: not pyinfra's, not the user's own, not taken back.

    `None` takes back what a less specific file wished.
    """
    own = (FunctionType, ModuleType, type)
    return {
        name: value
        for name, value in values.items()
        if not is_pyinfras(name) and value is not None and not isinstance(value, own)
    }


def choices(merged: Merged) -> Iterator[Choice | Fault]:
    """The host's choices in the roadmap's order, and everything that is wrong with the rest."""
    wished = wishes(merged.values)
    tasks = registry.tasks()
    for name in [name for name in wished if name not in tasks]:
        meant = nearest(name, [*tasks])
        cure = f"did you mean '{meant}'?" if meant else "begin names of your own with '_'"
        yield merged.fault((name,), f"no task '{name}' in the roadmap", cure)
    for name, task in tasks.items():
        if name in wished:
            yield from _of_task(task, wished[name], merged)


def place_of(task: str, provider: str) -> Steps:
    """The way to a provider's settings in the files."""
    is_one = registry.task(task).task.choose is ONE
    return (task,) if is_one else (task, provider)


def _of_task(task: FoundTask, wish: object, merged: Merged) -> Iterator[Choice | Fault]:
    steps: Steps = (task.name,)
    names = registry.provider_names(task.name)
    if not names:
        problem = "homelab has no provider for it yet"
        yield merged.fault(steps, problem, "remove it, or install a package that brings one")
    elif not isinstance(wish, dict):
        example = (
            f'{{"provider": "{names[0]}"}}'
            if task.task.choose is ONE
            else f'{{"{names[0]}": {{}}}}'
        )
        yield merged.fault(steps, f"{_kind(wish)} is not a dict", f"write it like {example}")
    elif task.task.choose is ONE:
        yield from _of_one(task, wish, merged)
    elif task.task.choose is NAMED:
        yield from _of_named(task, wish, merged)
    else:
        for name, settings in wish.items():
            if settings is not None:
                yield from _of_provider(Named(task, name, settings, (*steps, name)), merged)


def _of_one(task: FoundTask, wish: dict[Any, Any], merged: Merged) -> Iterator[Choice | Fault]:
    names = registry.provider_names(task.name)
    steps: Steps = (task.name,)
    named = [name for name in wish if name in names]
    if "provider" not in wish:
        meant = named or names
        cure = f'say which, like "provider": "{meant[0]}"' + (
            ", with its settings beside it" if named else ""
        )
        yield merged.fault((*steps, "provider"), "is missing", cure)
        return
    if isinstance(wish["provider"], list | tuple | set | dict) or named:
        problem = f"{task.name} takes one provider, and more than one is named"
        where = (*steps, "provider" if not named else named[0])
        yield merged.fault(where, problem, 'name one as "provider", with its settings beside it')
        return
    settings = {name: value for name, value in wish.items() if name != "provider"}
    yield from _of_provider(Named(task, wish["provider"], settings, steps), merged)


def _of_named(task: FoundTask, wish: dict[Any, Any], merged: Merged) -> Iterator[Choice | Fault]:
    for name, settings in wish.items():
        steps: Steps = (task.name, name)
        if not isinstance(name, str) or not NAME.fullmatch(name):
            problem = f"{shown(name)} can't name one of the {task.name}"
            cure = "use up to 40 lower-case letters, digits and hyphens"
            yield merged.fault((task.name,), problem, cure)
        elif settings is not None:
            found = registry.provider(task.name, name)
            yield from _validated(found, settings, steps, merged)


def _of_provider(named: Named, merged: Merged) -> Iterator[Choice | Fault]:
    task, name = named.task, named.name
    names = registry.provider_names(task.name)
    where = (*named.steps, "provider") if task.task.choose is ONE else named.steps
    if name not in names:
        meant = nearest(name, names)
        cure = f"did you mean '{meant}'?" if meant else f"choose from {', '.join(names)}"
        yield merged.fault(where, f"no provider {shown(name)} for {task.name}", cure)
        return
    try:
        found = registry.provider(task.name, str(name))
    except Exception as error:  # noqa: BLE001 - a provider from outside that can't be imported
        problem = f"provider '{name}' can't be loaded: {type(error).__name__}"
        yield merged.fault(where, problem, "update the package that brings it, or remove it")
        return
    yield from _validated(found, named.settings, named.steps, merged)


def _validated(
    found: FoundProvider, wish: object, steps: Steps, merged: Merged
) -> Iterator[Choice | Fault]:
    model = found.provider.settings
    try:
        yield Choice(found.task, found.name, model.model_validate(wish))
    except ValidationError as error:
        for inner, problem, cure in refusals(error, model, wish):
            yield merged.fault((*steps, *inner), problem, cure)


def shared_settings(task: str, old: object, new: object) -> frozenset[str] | None:
    """Names of the settings that two providers of a task both have from the task itself."""
    try:
        models = [registry.provider(task, str(name)).provider.settings for name in (old, new)]
    except Exception:  # noqa: BLE001 - validation says what is wrong with the provider
        return None
    before, after = models
    common = [model for model in after.__mro__ if model in before.__mro__]
    return frozenset(name for model in common for name in getattr(model, "model_fields", {}))


def _kind(value: object) -> str:
    return "a text" if isinstance(value, str) else shown(value)
