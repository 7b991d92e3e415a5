"""The fields of settings as paths, those of settings inside settings too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from homelab.fields import SecretRef, is_reference

__all__ = ["REFERENCE", "Leaf", "SettingsField", "fields", "leaves", "models", "secret_values"]

REFERENCE = frozenset(get_args(SecretRef)[1:])
"""What marks a type as a secret's reference."""


@dataclass(frozen=True)
class SettingsField:
    """One field, by its way from the outermost settings."""

    path: tuple[str, ...]
    info: FieldInfo

    def __str__(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True)
class Leaf:
    """A type that a field's value or its members may have, and what is annotated to it."""

    type: Any
    metadata: tuple[Any, ...]


def fields(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[SettingsField]:
    """Every field of MODEL and of the models in its fields, outermost first."""
    for name, info in model.model_fields.items():
        path = (*above, name)
        yield SettingsField(path, info)
        for inner in _models_of(info):
            yield from fields(inner, path)


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """MODEL and every model in its fields."""
    yield model
    for info in model.model_fields.values():
        for inner in _models_of(info):
            yield from models(inner)


def leaves(info: FieldInfo) -> Iterator[Leaf]:
    """The types at the ends of a field's annotation: in lists, dicts and unions too."""
    for leaf in _leaves(info.annotation):
        yield Leaf(leaf.type, (*leaf.metadata, *info.metadata))


def _models_of(info: FieldInfo) -> Iterator[type[BaseModel]]:
    for leaf in _leaves(info.annotation):
        if isinstance(leaf.type, type) and issubclass(leaf.type, BaseModel):
            yield leaf.type


def _leaves(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[Leaf]:  # noqa: ANN401
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        arguments = arguments[1:]  # a key is a name
    if get_origin(annotation) is Annotated:
        yield from _leaves(arguments[0], (*metadata, *arguments[1:]))
    elif arguments:
        for argument in arguments:
            yield from _leaves(argument, metadata)
    else:
        yield Leaf(annotation, metadata)


def secret_values(settings: BaseModel) -> Iterator[str]:
    """The references in SETTINGS: of the type SecretRef, or a text of their form."""
    for name, info in type(settings).model_fields.items():
        value = getattr(settings, name)
        is_secret = any(set(leaf.metadata) & REFERENCE for leaf in leaves(info))
        for member in _members(value):
            if isinstance(member, BaseModel):
                yield from secret_values(member)
            elif isinstance(member, str) and (is_secret or is_reference(member)):
                yield member


def _members(value: Any) -> Iterator[Any]:  # noqa: ANN401 - any setting's value
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        for member in value:
            yield from _members(member)
    else:
        yield value
