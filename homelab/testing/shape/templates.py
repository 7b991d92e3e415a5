"""Templates: each is used, and lies under files/ where the file lies on the node."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from types import ModuleType

from homelab.testing.package import Package

__all__ = ["templates_are_used", "templates_lie_at_their_path"]

ROOTS = {"boot", "etc", "home", "lib", "opt", "root", "srv", "usr", "var"}


def templates_are_used(package: Package) -> Iterator[str]:
    """Every file under files/ and install/ is named in the provider's code."""
    named = {
        node.value.removeprefix("/").removesuffix(".j2")
        for source in package.sources.values()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for folder in ("files", "install"):
        for template in _templates(package, folder):
            if template.removesuffix(".j2") not in named:
                yield f"{folder}/{template} is used nowhere"


def templates_lie_at_their_path(package: Package) -> Iterator[str]:
    """A template's path inside files/ is the path on the node of what it makes."""
    for template in _templates(package):
        if template.partition("/")[0] not in ROOTS:
            yield f"files/{template} is no path on a node"
    for name, source in package.sources.items():
        if name in ("__init__.py", "settings.py", "checks.py"):
            continue
        module = package.module(name.removesuffix(".py"))
        for call in (node for node in ast.walk(source.tree) if isinstance(node, ast.Call)):
            path, made_from = _argument(call, "path", module), _rendered(call, module)
            if path and made_from and path.removeprefix("/") != made_from.removesuffix(".j2"):
                yield f"{name}:{call.lineno}: {path} is made from files/{made_from}"


def _templates(package: Package, folder: str = "files") -> list[str]:
    files = package.folder / folder
    return [str(p.relative_to(files)) for p in sorted(files.rglob("*")) if p.is_file()]


def _rendered(call: ast.Call, module: ModuleType | None) -> str | None:
    """The template that node.render is given inside CALL's own arguments."""
    for value in (keyword.value for keyword in call.keywords):
        is_render = isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute)
        if is_render and value.func.attr == "render" and value.args:  # type: ignore[attr-defined]
            return _text(value.args[0], module)  # type: ignore[attr-defined]
    return None


def _argument(call: ast.Call, name: str, module: ModuleType | None) -> str | None:
    found = (keyword.value for keyword in call.keywords if keyword.arg == name)
    return next((_text(value, module) for value in found), None)


def _text(value: ast.expr, module: ModuleType | None) -> str | None:
    """A text that is known without running anything: constants, and f-strings of constants."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return value.value
    if isinstance(value, ast.Name):
        found = getattr(module, value.id, None)
        return found if isinstance(found, str) else None
    if isinstance(value, ast.FormattedValue):
        return _text(value.value, module)
    if isinstance(value, ast.JoinedStr):
        parts = [_text(part, module) for part in value.values]
        return None if None in parts else "".join(part for part in parts if part is not None)
    return None
