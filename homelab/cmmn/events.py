"""What people and facts may do to a running case, and what follows by itself until it rests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from homelab.cmmn.definition import Case, PlanItem
from homelab.cmmn.lifecycle import ENDED, State, Transition, after
from homelab.cmmn.running import Instance, Refused, Running

__all__ = ["begun", "dropped", "given", "planned", "told"]

S, T = State, Transition
BY_HAND = frozenset(
    {
        T.COMPLETE,
        T.DISABLE,
        T.FAULT,
        T.MANUAL_START,
        T.REACTIVATE,
        T.REENABLE,
        T.RESUME,
        T.SUSPEND,
        T.TERMINATE,
    }
)
MANY = 1_000
"""Transitions that one event may bring about; more go round in circles."""


def begun(case: Case, facts: Mapping[str, bool] | None = None) -> Running:
    """The case as it stands when it has just begun."""
    running = Running(case, facts=dict(facts or {}))
    return _rest(_taken(_created(running, case.plan, None), case.plan.id, T.START))


def given(running: Running, facts: Mapping[str, bool]) -> Running:
    """The case with FACTS that hold now, or don't; those that aren't named stay."""
    return _rest(replace(running, facts={**running.facts, **facts}))


def told(running: Running, instance: str, transition: Transition) -> Running:
    """The case after somebody, or a finished run, took INSTANCE further; raises Refused."""
    found = _found(running, instance)
    if transition not in BY_HAND:
        raise Refused(f"{transition} comes by itself and is nobody's to say")
    if not running.is_open(found):
        raise Refused(f"{instance} can't {transition} while its stage isn't active")
    is_unfinished = found.item.items and transition is T.COMPLETE
    if is_unfinished and not running.may_complete(found, by_hand=True):
        raise Refused(f"{instance} can't be complete before what is required in it")
    return _rest(_taken(running, instance, transition))


def planned(running: Running, stage: str, item: str) -> Running:
    """The case with the discretionary ITEM planned in the instance STAGE; raises Refused."""
    found = _found(running, stage)
    offered = {each.id: each for each in found.item.discretionary}
    if item not in offered:
        there = ", ".join(offered) or "nothing"
        raise Refused(f"{item} can't be planned in {stage}, but {there}")
    if found.state is not S.ACTIVE:
        raise Refused(f"{stage} isn't active, so nothing is planned in it")
    open_ones = [each for each in running.of(item) if each.state not in ENDED]
    if open_ones or (running.of(item) and not offered[item].repeats):
        raise Refused(f"{item} is planned already")
    return _rest(_created(running, offered[item], stage))


def dropped(running: Running, instance: str) -> Running:
    """The case without a discretionary INSTANCE that isn't over yet; raises Refused."""
    found = _found(running, instance)
    stage = running.instances[found.parent] if found.parent else None
    if stage is None or found.item not in stage.item.discretionary:
        raise Refused(f"{instance} belongs to the case and can't be dropped")
    return _rest(_taken(running, instance, T.PARENT_TERMINATE if _m(found) else T.EXIT))


def _rest(running: Running) -> Running:
    """The case after everything that follows by itself."""
    for _ in range(MANY):
        further = _step(running)
        if further is None:
            return running
        running = further
    raise Refused(f"{running.case.name} goes round in circles: its sentries satisfy each other")


def _step(running: Running) -> Running | None:
    """One thing that follows: an exit before an entry, and both before a stage is complete."""
    for each in running.instances.values():
        if each.state not in ENDED and running.is_satisfied(each, "exit") is not None:
            return _taken(running, each.id, T.EXIT)
    for each in running.instances.values():
        if each.state is S.AVAILABLE and running.is_open(each):
            number = running.is_satisfied(each, "entry")
            if number is not None or not each.item.entry:
                return _entered(running, each, number)
    for each in reversed(list(running.instances.values())):
        is_stage = each.state is S.ACTIVE and not each.item.is_task
        if is_stage and running.is_open(each) and running.may_complete(each):
            return _taken(running, each.id, T.COMPLETE)
    return None


def _entered(running: Running, instance: Instance, number: int | None) -> Running:
    if number is not None:
        running = running.forgetting(instance.id, "entry", number)
    begins = T.OCCUR if _m(instance) else T.ENABLE if instance.item.is_manual else T.START
    if instance.item.repeats and instance.item.entry:
        running = _created(running, instance.item, instance.parent)
    return _taken(running, instance.id, begins)


def _created(running: Running, item: PlanItem, parent: str | None) -> Running:
    count = len(running.of(item.id))
    instance = Instance(f"{item.id}#{count + 1}" if count else item.id, item, parent)
    running = running.having(instance).hearing(instance)
    return running.remembering(instance) if instance.is_first else running


def _taken(running: Running, id: str, transition: Transition) -> Running:  # noqa: A002
    """INSTANCE after TRANSITION, with what that does to all within."""
    old = running.instances[id]
    state = after(old.state, transition, is_milestone=_m(old), before=old.before)
    if state is None:
        raise Refused(f"{id} is {old.state}, and so can't {transition}")
    before = old.state if transition is T.PARENT_SUSPEND else None
    new = replace(old, state=state, last=transition, before=before)
    running = running.having(new).hearing(new)
    if transition in (T.START, T.MANUAL_START):
        for item in new.item.items:
            running = _created(running, item, id)
    elif state in ENDED:
        running = _below(running, new, T.EXIT, T.PARENT_TERMINATE)
        if new.item.repeats and not new.item.entry and new.parent and running.is_open(new):
            running = _created(running, new.item, new.parent)
    elif state is S.SUSPENDED:
        running = _below(running, new, T.PARENT_SUSPEND, T.PARENT_SUSPEND)
    elif transition in (T.RESUME, T.PARENT_RESUME):
        running = _below(running, new, T.PARENT_RESUME, T.PARENT_RESUME)
    return running


def _below(running: Running, stage: Instance, work: Transition, milestone: Transition) -> Running:
    """What is in STAGE after it took the same way, as far as that leads anywhere."""
    for child in running.within(stage.id):
        way = milestone if _m(child) else work
        if after(child.state, way, is_milestone=_m(child), before=child.before) is not None:
            running = _taken(running, child.id, way)
    return running


def _found(running: Running, id: str) -> Instance:  # noqa: A002
    try:
        return running.instances[id]
    except KeyError:
        raise Refused(f"there is no {id} in this case yet") from None


def _m(instance: Instance) -> bool:
    return instance.item.is_milestone
