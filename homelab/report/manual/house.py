"""The pages about what holds for the whole lab: kinds of offers, rules, and faults."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import homelab.model
from homelab import offers
from homelab.diagnose import registry as faults
from homelab.diagnose.fault import Challenge, Fault
from homelab.offers import Offer
from homelab.report.manual.words import bullets, table, task_link
from homelab.roadmap import registry

__all__ = ["faults_page", "offers_page", "rules_page"]

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


def faults_page() -> str:
    """Every fault that is known, by the roadmap's challenge that it belongs to."""
    words = "What `homelab diagnose` names, with the evidence on the node and the exact cure."
    parts = (f"## {each.words}\n\n{_faults(each)}" for each in Challenge)
    return f"# Faults\n\n{words}\n\n" + "\n\n".join(parts)


def _faults(challenge: Challenge) -> str:
    found = ((name, faults.fault(name)) for name in faults.names())
    rows = (
        (f"`{name}`", faults.title(name) + _unmade(each), each.sign, each.cured_by)
        for name, each in found
        if each.challenge is challenge
    )
    return table(("fault", "what is wrong", "sign", "cure"), rows)


def _unmade(found: Fault) -> str:
    return f" Not made by `homelab lab break`: {found.unmade}." if found.unmade else ""


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
