"""The page of conformance rules, read from the kit without importing it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from homelab.report.manual.words import table

__all__ = ["conformance_page"]

HOME = Path(__file__).parents[3]
KIT = Path(__file__).parents[2] / "testing"
SPEEDS = {"shape": "Shape: milliseconds", "plan": "Plan: seconds", "life": "Life: minutes"}


def conformance_page() -> str:
    """Every rule by its name, which is what `exempt` calls it, and its sentence."""
    parts = [
        f"## {title}\n\n{table(('rule', 'what holds'), _rules(s))}" for s, title in SPEEDS.items()
    ]
    words = "What [conformance](../conformance.md) asks of every provider."
    return "\n".join([f"# Conformance rules\n\n{words}\n", *parts])


def _rules(speed: str) -> Iterator[tuple[str, str]]:
    """Name and sentence of each rule in the tuple that is named after SPEED."""
    tree = ast.parse((KIT / speed / "__init__.py").read_text())
    came_from = {
        alias.name: str(statement.module)
        for statement in tree.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }
    for statement in tree.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Tuple(elts=rules)):
                if name == speed.upper():
                    for rule in rules:
                        yield f"`{ast.unparse(rule)}`", _sentence(came_from, ast.unparse(rule))


def _sentence(came_from: dict[str, str], rule: str) -> str:
    source = (HOME / came_from[rule].replace(".", "/")).with_suffix(".py")
    for statement in ast.parse(source.read_text()).body:
        if isinstance(statement, ast.FunctionDef) and statement.name == rule:
            return (ast.get_docstring(statement) or "").partition("\n")[0]
    raise LookupError(f"{source}: no rule {rule}")
