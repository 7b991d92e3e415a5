"""The case as a person reads it and as a program does: each phase's criteria and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from homelab.case.criteria import Case, Judged, State

__all__ = ["case_as_json", "case_as_text"]

MARKS = {State.MET: "✔", State.NOT_MET: "✘", State.UNKNOWN: "?"}
SHOWN = 3
"""So many reasons stand under a criterion."""


def case_as_text(case: Case, phases: Iterable[int]) -> str:
    """Each criterion with its state, and the reasons of those that aren't met."""
    return "\n".join(line for number in phases for line in _phase(case, number))


def case_as_json(case: Case, phases: Iterable[int]) -> dict[str, Any]:
    """Plain data of the same, with every reason."""
    return {
        "phases": [
            {
                "number": number,
                "is_over": case.is_over(number),
                "entry": [_plain(judged) for judged in case.entry(number)],
                "exit": [_plain(judged) for judged in case.exit(number)],
            }
            for number in phases
        ]
    }


def _phase(case: Case, number: int) -> Iterator[str]:
    over = "over" if case.is_over(number) else "not over"
    yield f"Phase {number}  {case.phases[number].title}: {over}"
    yield "  Begins when"
    yield from _listed(case.entry(number))
    yield "  Done when"
    yield from _listed(case.exit(number))


def _listed(criteria: Iterable[Judged]) -> Iterator[str]:
    for judged in criteria:
        text = judged.criterion.text
        yield f"    {MARKS[judged.state]} {text[0].upper()}{text[1:]}"
        if judged.state is not State.MET:
            yield from (f"        {why}" for why in judged.why[:SHOWN])
            if len(judged.why) > SHOWN:
                yield f"        and {len(judged.why) - SHOWN} more"


def _plain(judged: Judged) -> dict[str, Any]:
    return {"text": judged.criterion.text, "state": judged.state, "why": list(judged.why)}
