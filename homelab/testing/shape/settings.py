"""Settings are the manual: closed, described, and without a secret in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from homelab.fields import PublicKey
from homelab.testing.package import EXAMPLES, Package
from homelab.testing.shape.tree import REFERENCE, fields, leaves, models

__all__ = ["every_setting_is_described", "secrets_are_references", "settings_are_closed"]

SMELL = re.compile(
    r"pass(word|wd|phrase)|secret|token|credential|(api|private|access|shared)_?key|(^|_)keys?$"
)
HARMLESS = REFERENCE | {*get_args(PublicKey)[1:]}


def settings_are_closed(package: Package) -> Iterator[str]:
    """Unknown keys are refused, and nothing changes settings once they are made."""
    for model in models(package.provider.settings):
        if model.model_config.get("extra") != "forbid":
            yield f"{model.__name__} takes unknown keys; derive it from homelab.contract.Settings"
        if not model.model_config.get("frozen"):
            yield f"{model.__name__} is not frozen; derive it from homelab.contract.Settings"


def every_setting_is_described(package: Package) -> Iterator[str]:
    """Every field says what it means, and has a default or stands in an example."""
    examples = [package.written(example) for example in EXAMPLES]
    for field in fields(package.provider.settings):
        if not (field.info.description or "").strip():
            yield f"{field} has no description"
        shown = any(_stands_in(example, field.path[-1]) for example in examples)
        if field.info.is_required() and not field.info.examples and not shown:
            yield f"{field} has neither a default nor an example"


def secrets_are_references(package: Package) -> Iterator[str]:
    """A field that sounds like a secret takes a reference (SecretRef), never the secret."""
    for field in fields(package.provider.settings):
        if not SMELL.search(field.path[-1]):
            continue
        for leaf in leaves(field.info):
            if leaf.type is str and HARMLESS.isdisjoint(leaf.metadata):
                yield f"{field} is a plain text; make it a SecretRef, or rename it"


def _stands_in(written: Any, name: str) -> bool:  # noqa: ANN401 - any YAML
    if isinstance(written, dict):
        return name in written or any(_stands_in(value, name) for value in written.values())
    return isinstance(written, list) and any(_stands_in(value, name) for value in written)
