"""Deploy code: every operation named, everything read from the node, every image pinned."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from homelab.testing.package import Package

__all__ = ["deploys_read_the_node", "images_are_pinned", "operations_are_named"]

NOT_DEPLOYING = {"__init__.py", "settings.py", "checks.py", "workload.py"}
UNPINNED = re.compile(r"[^:@]+|.+:(latest|stable|main|master)")


def operations_are_named(package: Package) -> Iterator[str]:
    """Every call of an operation has a name, the sentence that is true afterwards."""
    for name, source in package.sources.items():
        module = package.module(name.removesuffix(".py")) if name not in NOT_DEPLOYING else None
        for node in ast.walk(source.tree):
            if module is None or not isinstance(node, ast.Call):
                continue
            if not _is_operation(_value(node.func, module)):
                continue
            if "name" not in {keyword.arg for keyword in node.keywords}:
                yield f"{name}:{node.lineno}: {ast.unparse(node.func)} has no name="


def deploys_read_the_node(package: Package) -> Iterator[str]:
    """Deploy code reads `node`, never pyinfra's own data of the host or the inventory."""
    for name, source in package.sources.items():
        if name in NOT_DEPLOYING:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in (
                "host.data",
                "host.inventory",
            ):
                yield f"{name}:{node.lineno}: {ast.unparse(node)}; read it from `node`"


def images_are_pinned(package: Package) -> Iterator[str]:
    """A container image names its version, so that tomorrow's run does what today's did."""
    for name, source in package.sources.items():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.keyword) and node.arg == "image":
                text = _image(node.value)
                if text is not None and UNPINNED.fullmatch(text.rpartition("/")[2]):
                    yield f"{name}:{node.value.lineno}: {ast.unparse(node.value)} has no version"


def _image(value: ast.expr) -> str | None:
    """The text of an image's name with VALUES for what is filled in; None for other things."""
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in value.values)
        return "".join(map(str, parts))
    return None


def _value(function: ast.expr, module: ModuleType) -> Any:  # noqa: ANN401 - whatever it is
    """What a dotted name means in MODULE; None for anything else."""
    if isinstance(function, ast.Name):
        return getattr(module, function.id, None)
    if isinstance(function, ast.Attribute):
        return getattr(_value(function.value, module), function.attr, None)
    return None


def _is_operation(value: Any) -> bool:  # noqa: ANN401
    """Whether pyinfra's @operation made it: it keeps the generator as `_inner`."""
    return callable(value) and hasattr(value, "_inner")
