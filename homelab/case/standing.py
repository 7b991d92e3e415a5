"""Where the case stands by today's evidence.

The case is run anew from its beginning each time, so what was reached once and doesn't hold today
isn't reached; when it was, the history tells.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from homelab.case.criteria import Case, Judged, State
from homelab.case.human_tasks import stage
from homelab.case.plan_model import began, entry, exits
from homelab.cmmn import Case as Definition
from homelab.cmmn import Running, Transition, begun, given, planned, told
from homelab.cmmn import State as Life
from homelab.contract import Criterion

__all__ = ["ends", "standing", "task_judged"]

WAYS = {State.MET: Transition.COMPLETE, State.NOT_MET: Transition.FAULT}


def standing(case: Case, model: Definition, overrides: Collection[int] = ()) -> Running:
    """The running case of MODEL; phases of OVERRIDES were begun though their gate was shut."""
    running = begun(model, dict(_gates(case, overrides)))
    wished = {task for each in case.wished.values() for task in each}
    while True:
        running = _with_what_is_wished(running, wished)
        move = next(_moves(case, running, wished), None)
        if move is not None:
            running = told(running, *move)
            continue
        # A stage whose exit criteria are met would end its tasks, so they come first.
        further = given(running, dict(_ends(case, running)))
        if further == running:
            return running
        running = further


def task_judged(case: Case, task: str) -> Judged:
    """Whether all checkpoints of TASK are good on every host that wishes for it, and why."""
    return case.judged(Criterion(task, (task,)))


def ends(case: Case, number: int) -> dict[str, Judged]:
    """A phase's exit criteria by the milestones that they are, whose facts have the same names."""
    return dict(zip(exits(case.phases[number]), case.exit(number), strict=True))


def _with_what_is_wished(running: Running, wished: Collection[str]) -> Running:
    """The case with the optional tasks that somebody wishes for, and their milestones."""
    active = [each for each in running.instances.values() if each.state is Life.ACTIVE]
    for phase in active:
        for item in phase.item.discretionary:
            if item.id.removesuffix(".milestone") in wished and not running.of(item.id):
                running = planned(running, phase.id, item.id)
    return running


def _moves(
    case: Case, running: Running, wished: Collection[str]
) -> Iterator[tuple[str, Transition]]:
    """What is to be said of tasks: those that are wished for begin, and evidence ends them."""
    for each in running.instances.values():
        if not each.item.is_task or not running.is_open(each):
            continue
        if each.state is Life.ENABLED and each.item.id in wished:
            yield each.id, Transition.MANUAL_START
        way = WAYS.get(task_judged(case, each.item.id).state)
        if each.state is Life.ACTIVE and way is not None:
            yield each.id, way


def _gates(case: Case, overrides: Collection[int]) -> Iterator[tuple[str, bool]]:
    """What lets phases begin."""
    for number, phase in case.phases.items():
        own = [each for each in case.entry(number) if each.criterion.phase is None]
        yield entry(number), all(each.state is State.MET for each in own)
        is_seen = any(task in phase.tasks for _, task in case.evidence)
        yield began(number), is_seen or number in overrides


def _ends(case: Case, running: Running) -> Iterator[tuple[str, bool]]:
    """The exit criteria of the phases that are at work."""
    for number in case.phases:
        if running.of(stage(number))[0].state is Life.ACTIVE:
            for fact, judged in ends(case, number).items():
                yield fact, judged.state is State.MET
