"""Why a part of the case stands where it stands, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.case.criteria import Case, State
from homelab.case.human_tasks import stage
from homelab.case.plan_model import entry
from homelab.case.standing import ends, task_judged
from homelab.cmmn import Instance, PlanItem, Running, Sentry
from homelab.cmmn import State as Life

__all__ = ["why"]

SAID = {
    Life.AVAILABLE: "waits to begin",
    Life.ENABLED: "may begin, and no host wishes for it",
    Life.ACTIVE: "is at work",
    Life.COMPLETED: "is done",
    Life.FAILED: "is there and isn't well",
    Life.TERMINATED: "was left behind: its phase was over without it",
}


def why(case: Case, running: Running, item: PlanItem) -> str:
    """The sentences about a phase, a task, a milestone or an exit criterion."""
    instances = running.of(item.id)
    if not instances:
        return f"{item.name} isn't planned: {_why_unplanned(running, item)}."
    instance = instances[-1]
    verb = SAID.get(instance.state, f"is {instance.state}")
    if item.is_milestone and instance.state is Life.COMPLETED:
        verb = "is reached"
    reasons = list(dict.fromkeys(_reasons(case, running, instance)))
    return "\n".join([f"{item.name} {verb}{':' if reasons else '.'}", *(f"  {r}" for r in reasons)])


def _why_unplanned(running: Running, item: PlanItem) -> str:
    around = next(
        each for each in running.case.plan.walk() if item in (*each.items, *each.discretionary)
    )
    is_at_work = any(each.state is Life.ACTIVE for each in running.of(around.id))
    return "no host wishes for it" if is_at_work else f"{around.name} hasn't begun"


def _reasons(case: Case, running: Running, instance: Instance) -> Iterator[str]:
    item = instance.item
    if instance.state is Life.AVAILABLE:
        for sentry in item.entry[:1]:
            yield from _missing(case, running, instance, sentry)
    number = next((n for n in case.phases if stage(n) == item.id), None)
    if number is not None and instance.state in (Life.ACTIVE, Life.COMPLETED):
        for judged in case.exit(number):
            yield f"{judged.criterion.text}: {judged.state}"
            yield from (f"  {each}" for each in judged.why if judged.state is not State.MET)
    if item.is_task and instance.state in (Life.ACTIVE, Life.COMPLETED, Life.FAILED):
        yield from task_judged(case, item.id).why
    if item.is_milestone and instance.state is Life.COMPLETED:
        yield from _behind(case, item)


def _missing(case: Case, running: Running, instance: Instance, sentry: Sentry) -> Iterator[str]:
    """What a sentry still waits for."""
    for place, part in enumerate(sentry.on):
        if (instance.id, "entry", 0, place) not in running.heard:
            source = running.of(part.source)
            state = source[-1].state if source else "not planned"
            yield f"{running.case.item(part.source).name} is {state}"
    fact = sentry.condition
    if fact is not None and not running.facts.get(fact, False):
        yield from _unmet(case, fact)


def _unmet(case: Case, fact: str) -> Iterator[str]:
    """Why a fact about a phase's criteria doesn't hold."""
    for number in case.phases:
        if (end := ends(case, number).get(fact)) is not None:
            yield from end.why
        if fact == entry(number):
            for judged in case.entry(number):
                if judged.state is not State.MET and judged.criterion.phase is None:
                    yield f"{judged.criterion.text}: {'; '.join(judged.why)}"


def _behind(case: Case, item: PlanItem) -> Iterator[str]:
    """The evidence of what a milestone stands for."""
    for number in case.phases:
        if (end := ends(case, number).get(item.id)) is not None:
            yield from end.why
    for sentry in item.entry:
        for part in sentry.on:
            yield from task_judged(case, part.source).why
