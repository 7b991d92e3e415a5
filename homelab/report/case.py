"""The case as a person reads it and as a program does: each phase's criteria and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from homelab.case.criteria import Case, Judged, State
from homelab.case.human_tasks import stage
from homelab.case.standing import task_judged
from homelab.cmmn import Running
from homelab.cmmn import State as Life

__all__ = ["case_as_json", "case_as_text"]

MARKS = {State.MET: "✔", State.NOT_MET: "✘", State.UNKNOWN: "?"}
LIVES = {Life.COMPLETED: "✔", Life.FAILED: "✘", Life.ACTIVE: "?"}
SHOWN = 3
"""So many reasons stand under a criterion."""


def case_as_text(case: Case, running: Running, phases: Iterable[int]) -> str:
    """Each criterion, task and milestone with its state, and the reasons of what isn't met."""
    return "\n".join(line for number in phases for line in _phase(case, running, number))


def case_as_json(case: Case, running: Running, phases: Iterable[int]) -> dict[str, Any]:
    """Plain data of the same, with every reason; states are CMMN's, null for what isn't planned."""
    return {
        "phases": [
            {
                "number": number,
                "is_over": case.is_over(number),
                "state": _life(running, stage(number)),
                "entry": [_plain(judged) for judged in case.entry(number)],
                "tasks": {name: _task(case, running, name) for name in case.phases[number].tasks},
                "exit": [_plain(judged) for judged in case.exit(number)],
            }
            for number in phases
        ]
    }


def _phase(case: Case, running: Running, number: int) -> Iterator[str]:
    over = "over" if case.is_over(number) else "not over"
    yield f"Phase {number}  {case.phases[number].title}: {over}"
    yield "  Begins when"
    yield from _listed(case.entry(number))
    yield "  Tasks"
    yield from (_task_line(running, name) for name in case.phases[number].tasks)
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


def _task_line(running: Running, name: str) -> str:
    """A task with its milestone, a filled diamond where it is reached."""
    life = _life(running, name)
    title = running.case.item(name).name
    milestone = next((i for i in running.case.plan.walk() if i.id == f"{name}.milestone"), None)
    line = f"    {LIVES.get(life, '·') if life else '·'} {title}: {life or 'not begun'}"
    if milestone is None:
        return line
    is_reached = _life(running, milestone.id) is Life.COMPLETED
    return f"{line}  {'◆' if is_reached else '◇'} {milestone.name}"


def _task(case: Case, running: Running, name: str) -> dict[str, Any]:
    judged = task_judged(case, name)
    return {
        "title": running.case.item(name).name,
        "state": _life(running, name),
        "milestone": _life(running, f"{name}.milestone"),
        "evidence": {"state": judged.state, "why": list(judged.why)},
    }


def _life(running: Running, item: str) -> Life | None:
    """The state of the newest instance."""
    found = running.of(item)
    return found[-1].state if found else None


def _plain(judged: Judged) -> dict[str, Any]:
    return {"text": judged.criterion.text, "state": judged.state, "why": list(judged.why)}
