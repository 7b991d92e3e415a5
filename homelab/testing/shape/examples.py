"""The examples: one with no more than is needed, one with everything there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from homelab.contract import ONE
from homelab.testing.package import EXAMPLES, Package
from homelab.testing.shape.tree import fields

__all__ = [
    "examples_are_valid",
    "full_example_names_every_setting",
    "minimal_example_is_minimal",
]


def examples_are_valid(package: Package) -> Iterator[str]:
    """Each example is what may stand in group_data under the task's name."""
    for example in EXAMPLES:
        name = f"examples/{example}.yaml"
        if not (package.folder / name).is_file():
            continue  # has_its_files says so
        wish = package.wish(example)
        if wish is None:
            yield f"{name} is not what stands in group_data under {package.found.task}"
            continue
        is_one = package.task.task.choose is ONE
        if is_one and package.written(example).get("provider") != package.found.name:
            yield f"{name} lacks `provider: {package.found.name}`"
        try:
            package.provider.settings.model_validate(wish)
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_input=False):
                yield f"{name}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}"


def minimal_example_is_minimal(package: Package) -> Iterator[str]:
    """Whatever is left out of the minimal example makes it invalid."""
    wish = package.wish("minimal")
    if wish is None or "minimal" not in package.settings:
        return
    for name in wish:
        less = {key: value for key, value in wish.items() if key != name}
        try:
            package.provider.settings.model_validate(less)
        except ValidationError:
            continue
        yield f"examples/minimal.yaml: {name} isn't needed"


def full_example_names_every_setting(package: Package) -> Iterator[str]:
    """The full example shows every setting, those inside settings too."""
    wish = package.wish("full")
    if wish is None:
        return
    for field in fields(package.provider.settings):
        if not _has(wish, field.path):
            yield f"examples/full.yaml: {field} isn't shown"


def _has(written: Any, path: tuple[str, ...]) -> bool:  # noqa: ANN401 - any YAML
    """Whether PATH leads somewhere in WRITTEN; lists and dicts lead by any member."""
    if not path:
        return True
    if isinstance(written, list):
        return any(_has(member, path) for member in written)
    if not isinstance(written, dict):
        return False
    if path[0] in written:
        return _has(written[path[0]], path[1:])
    return all(isinstance(value, dict) for value in written.values()) and any(
        _has(value, path) for value in written.values()
    )
