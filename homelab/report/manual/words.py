"""Small pieces of Markdown that the pages share, and what they read from docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from homelab.roadmap import registry

__all__ = ["bullets", "headline", "sentence", "sentences_of", "table", "task_link"]


def headline(docstring: str | None) -> tuple[str, str]:
    """Name and sentence of a docstring's first line: `Caddy: automatic HTTPS.`."""
    name, _, sentence = (docstring or "").strip().partition("\n")[0].partition(": ")
    return name, sentence[:1].upper() + sentence[1:]


def sentence(words: str) -> str:
    """WORDS with a capital and a full stop."""
    return words[0].upper() + words[1:].removesuffix(".") + "."


def bullets(lines: Iterable[str]) -> str:
    """A list, an entry a line."""
    return "".join(f"- {line}\n" for line in lines)


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; cells may hold Markdown."""
    lines = (heading, tuple("---" for _ in heading), *rows)
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in lines
    )


def task_link(name: str, here: str) -> str:
    """A link to the page of the task NAME, for a page that reaches docs/roadmap/ by HERE."""
    found = registry.task(name)
    title, _ = headline(import_module(found.module).__doc__)
    return f"[{title}]({here}phase{found.phase}/{name}/index.md)"


def sentences_of(checks: Path) -> Iterator[str]:
    """The sentence of each checkpoint in a checks.py, read without importing it."""
    if not checks.is_file():
        return
    for statement in ast.parse(checks.read_text()).body:
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("test_"):
            docstring = ast.get_docstring(statement) or statement.name.removeprefix("test_")
            yield docstring.partition("\n")[0]
