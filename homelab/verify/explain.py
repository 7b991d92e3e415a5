"""Says in words what an assertion expected and what it found."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Comparison", "explain"]

LONGEST = 300
WORDS = {
    "==": "{right}",
    "!=": "anything but {right}",
    "in": "{left} in it",
    "not in": "no {left} in it",
    "<": "less than {right}",
    "<=": "at most {right}",
    ">": "more than {right}",
    ">=": "at least {right}",
    "is": "{right}",
    "is not": "anything but {right}",
}
WHERE = re.compile(r"^ *\+ +(?:where|and) +(?P<value>.+?) = (?P<expression>.+)$", re.MULTILINE)
OBJECT = re.compile(r"<\w[\w.]* ([\w@./:-]+)>")


@dataclass(frozen=True)
class Comparison:
    """A comparison that didn't hold, as pytest's rewritten assertion saw it."""

    operator: str
    left: Any
    right: Any

    def __str__(self) -> str:
        """What was expected and what is, a line each."""
        left, right = _shown(self.left), _shown(self.right)
        actual = right if self.operator in {"in", "not in"} else left
        expected = WORDS.get(self.operator, f"{self.operator} {{right}}")
        return f"expected: {expected.format(left=left, right=right)}\nactual:   {actual}"


def explain(error: BaseException, comparison: Comparison | None) -> str:
    """Why a checkpoint failed, in a few short lines for a person who doesn't know the code.

    An assertion's own message comes first; then the comparison that didn't hold; then what
    pytest worked out of the expression. Anything but an assertion is a broken check.
    """
    if isinstance(error, pytest.fail.Exception):
        return _short(str(error.msg))
    if not isinstance(error, AssertionError):
        return _short(f"the check itself broke{_place(error)}: {type(error).__name__}: {error}")
    text = str(error)
    message, _, explanation = ("\n" + text).partition("\nassert ")
    if message.strip():
        return _short("\n".join(line.strip() for line in message.strip().splitlines()))
    if comparison is not None:
        return str(comparison)
    found = [match.groupdict() for match in WHERE.finditer(explanation)]
    if found:
        expression = OBJECT.sub(r"\1", found[0]["expression"])
        return _short(f"actual:   {expression} is {found[0]['value']}")
    return _short(explanation.strip() or "it isn't so")


def _place(error: BaseException) -> str:
    """Where ERROR was raised, for the check's author."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.name.startswith("test_")] or frames[-1:]
    return f" ({Path(own[-1].filename).name}:{own[-1].lineno})" if own else ""


def _shown(value: object) -> str:
    """A value without the marks of a programming language."""
    if isinstance(value, str):
        return _short(value.strip() or "nothing")
    if isinstance(value, set | frozenset | list | tuple):
        items = [_shown(item) for item in value]
        in_order = sorted(items) if isinstance(value, set | frozenset) else items
        return _short(", ".join(in_order) or "nothing")
    return _short("nothing" if value is None else str(value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
