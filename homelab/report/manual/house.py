"""The pages about what holds for the whole lab: kinds of offers, and rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import homelab.model
from homelab import offers
from homelab.offers import Offer
from homelab.report.manual.words import bullets, table, task_link
from homelab.roadmap import registry

__all__ = ["offers_page", "rules_page"]

RULES = Path(str(homelab.model.__file__)).parent / "rules"


def offers_page() -> str:
    """Every kind of offer, what it says, and which tasks read it."""
    rows = table(("offer", "what it is", "what it says", "read by"), _offers())
    words = "What one provider states and others read; nobody names another provider."
    return f"# Offers\n\n{words}\n\n{rows}"


def rules_page() -> str:
    """Every rule over the whole lab, in the words of its own file."""
    words = "What `homelab check` asks of the lab as a whole, beyond the types of single settings."
    return f"# Rules over the lab\n\n{words}\n\n{bullets(_rules())}"


def _offers() -> Iterator[tuple[str, ...]]:
    for name in offers.__all__:
        kind = getattr(offers, name)
        if issubclass(kind, Offer) and kind is not Offer:
            said = ", ".join(f"`{field.name}`" for field in fields(kind))
            yield f"`{name}`", (kind.__doc__ or "").partition("\n")[0], said, _readers(kind)


def _readers(kind: type[Offer]) -> str:
    readers = [name for name, found in registry.tasks().items() if kind in found.task.reads]
    return ", ".join(task_link(name, "") for name in readers) or "no task"


def _rules() -> Iterator[str]:
    for path in sorted(RULES.glob("[!_]*.py")):
        docstring = ast.get_docstring(ast.parse(path.read_text())) or path.stem
        yield " ".join(docstring.split())
