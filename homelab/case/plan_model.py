"""The roadmap as a case of CMMN: stages, tasks, milestones, and what opens them.

What a roadmap says and CMMN has no word for is decided in docs/cmmn.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from homelab.case.human_tasks import stage
from homelab.cmmn import Case, Kind, OnPart, PlanItem, Sentry, Transition
from homelab.contract import Phase, Task

__all__ = ["began", "entry", "exits", "plan_model"]

DONE = Transition.COMPLETE


def entry(number: int) -> str:
    """The fact that a phase's own entry criteria are met, besides those about other phases."""
    return f"{stage(number)}.entry"


def began(number: int) -> str:
    """The fact that work on a phase has begun, whether its gate was open or not."""
    return f"{stage(number)}.began"


def exits(phase: Phase) -> dict[str, str]:
    """A phase's exit criteria, each a milestone: its text, by its id, which is its fact too."""
    texts = (criterion.text for criterion in phase.exit)
    return {f"{stage(phase.number)}.exit{number}": text for number, text in enumerate(texts, 1)}


def plan_model(phases: Iterable[Phase], tasks: Mapping[str, Task]) -> Case:
    """The case of PHASES, whose TASKS are by name."""
    stages = tuple(_stage(phase, tasks) for phase in phases)
    plan = PlanItem("lab", "Home lab", Kind.STAGE, completes_by_itself=True, items=stages)
    return Case("homelab", "Home lab", plan)


def _stage(phase: Phase, tasks: Mapping[str, Task]) -> PlanItem:
    """A phase: it is complete when its exit criteria are met and nothing is at work in it."""
    items = {name: tuple(_task(name, tasks)) for name in phase.tasks}
    exit_criteria = (
        PlanItem(name, text, Kind.MILESTONE, (Sentry((), name),), is_required=True)
        for name, text in exits(phase).items()
    )
    return PlanItem(
        stage(phase.number),
        f"Phase {phase.number}: {phase.title}",
        Kind.STAGE,
        entry=tuple(_gate(phase)),
        is_required=True,
        completes_by_itself=True,
        items=(
            *(each for name in items if not tasks[name].optional for each in items[name]),
            *exit_criteria,
        ),
        discretionary=tuple(each for name in items if tasks[name].optional for each in items[name]),
    )


def _gate(phase: Phase) -> Iterator[Sentry]:
    before = tuple(
        OnPart(stage(criterion.phase), DONE)
        for criterion in phase.entry
        if criterion.phase is not None
    )
    has_more = any(criterion.phase is None for criterion in phase.entry)
    if before or has_more:
        yield Sentry(before, entry(phase.number) if has_more else None)
        yield Sentry((), began(phase.number))


def _task(name: str, tasks: Mapping[str, Task]) -> Iterator[PlanItem]:
    """A task with its milestone; it waits for none that a lab may do without, and for a wish."""
    task = tasks[name]
    awaited = tuple(OnPart(each, DONE) for each in task.after if not tasks[each].optional)
    yield PlanItem(
        name,
        task.title,
        Kind.PROCESS_TASK,
        entry=(Sentry(awaited),) if awaited else (),
        is_manual=True,
    )
    if task.milestone is not None:
        yield PlanItem(
            f"{name}.milestone",
            task.milestone,
            Kind.MILESTONE,
            (Sentry((OnPart(name, DONE),)),),
        )
