"""Finds the fields of settings by path, for the faults that name them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from homelab.model.faults import Steps

__all__ = ["description_at", "models_at", "values_in"]


def models_at(model: type[BaseModel], steps: Steps) -> tuple[type[BaseModel], ...]:
    """The models that the value at STEPS may be; more than one in a union."""
    here: tuple[type[BaseModel], ...] = (model,)
    for step in steps:
        fields = [
            m.model_fields[step] for m in here if isinstance(step, str) and step in m.model_fields
        ]
        if fields:
            here = tuple(found for each in fields for found in _models_in(each.annotation))
    return here


def description_at(model: type[BaseModel], steps: Steps) -> str | None:
    """The description of the innermost field around STEPS, without its full stop."""
    found = None
    for depth, step in enumerate(steps):
        for inner in models_at(model, steps[:depth]):
            if isinstance(step, str) and step in inner.model_fields:
                found = inner.model_fields[step].description
    return found.rstrip(".") if found else None


def values_in(settings: BaseModel, steps: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """Every single value in SETTINGS with its path, through nested models and lists."""
    for name in type(settings).model_fields:
        yield from _values(getattr(settings, name), (*steps, name))


def _values(value: object, steps: Steps) -> Iterator[tuple[Steps, object]]:
    if isinstance(value, BaseModel):
        yield from values_in(value, steps)
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from _values(item, (*steps, position))
    else:
        yield steps, value


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any type there is
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
