"""A case that runs: who stands where, and what each event and each fact brings about (8.5, 8.6).

Every function takes a case as it stands and gives the case as it stands then; nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from homelab.cmmn.definition import Case, PlanItem
from homelab.cmmn.lifecycle import ENDED, SETTLED, State, Transition

__all__ = ["Heard", "Instance", "Refused", "Running"]

Heard = tuple[str, str, int, int]
"""That an on-part has happened: listener, `entry` or `exit`, number of sentry and of part."""


class Refused(Exception):
    """The case can't take that now; the message says why."""


@dataclass(frozen=True)
class Instance:
    """One occurrence of a plan item in a case."""

    id: str
    """The plan item's, with `#2` and so on where it has come again."""
    item: PlanItem
    parent: str | None
    """The stage's instance; None for the plan model."""
    state: State = State.AVAILABLE
    last: Transition = Transition.CREATE
    """What brought it to its state."""
    before: State | None = None
    """Where it stood when it was suspended with its parent."""

    @property
    def is_first(self) -> bool:
        """Whether it didn't come again."""
        return self.id == self.item.id


@dataclass(frozen=True)
class Running:
    """A case as it stands."""

    case: Case
    instances: Mapping[str, Instance] = field(default_factory=dict)
    """By id, in the order in which they came."""
    facts: Mapping[str, bool] = field(default_factory=dict)
    """What if-parts ask for; what isn't named doesn't hold."""
    heard: frozenset[Heard] = frozenset()

    @property
    def state(self) -> State:
        """Where the case itself stands."""
        return self.instances[self.case.plan.id].state

    def of(self, item: str) -> list[Instance]:
        """The instances of a plan item, oldest first."""
        return [each for each in self.instances.values() if each.item.id == item]

    def within(self, stage: str) -> list[Instance]:
        """The instances that are directly in a stage's instance."""
        return [each for each in self.instances.values() if each.parent == stage]

    def is_open(self, instance: Instance) -> bool:
        """Whether its stage, and so everything around it, is active."""
        return instance.parent is None or (self.instances[instance.parent].state is State.ACTIVE)

    def may_complete(self, stage: Instance, *, by_hand: bool = False) -> bool:
        """Whether a stage is done (table 8.12)."""
        children = self.within(stage.id)
        if any(each.state is State.ACTIVE for each in children):
            return False
        if by_hand or stage.item.completes_by_itself:
            children = [each for each in children if each.item.is_required]
        elif any(not self.of(item.id) for item in stage.item.discretionary):
            return False
        return all(each.state in SETTLED for each in children)

    def is_satisfied(self, instance: Instance, kind: str) -> int | None:
        """The first of its sentries that is satisfied, by number; None for none."""
        sentries = instance.item.entry if kind == "entry" else instance.item.exit
        for number, sentry in enumerate(sentries):
            parts = range(len(sentry.on))
            if all((instance.id, kind, number, part) in self.heard for part in parts) and (
                sentry.condition is None or self.facts.get(sentry.condition, False)
            ):
                return number
        return None

    def having(self, instance: Instance) -> Running:
        """The case with that instance, new or in place of the one of its id."""
        return replace(self, instances=MappingProxyType({**self.instances, instance.id: instance}))

    def hearing(self, source: Instance) -> Running:
        """The case in which all who wait for what last happened to SOURCE have heard of it."""
        waiting = (each for each in self.instances.values() if each.state not in ENDED)
        new = (heard for each in waiting for heard in self._heard_by(each, source))
        return replace(self, heard=self.heard | frozenset(new))

    def remembering(self, listener: Instance) -> Running:
        """The case in which LISTENER, that is new, knows what has ended before it came."""
        ended = (each for each in self.instances.values() if each.state in ENDED)
        new = (heard for each in ended for heard in self._heard_by(listener, each))
        return replace(self, heard=self.heard | frozenset(new))

    def forgetting(self, listener: str, kind: str, number: int) -> Running:
        """The case in which a sentry that was satisfied waits for all its on-parts anew."""
        key = (listener, kind, number)
        return replace(self, heard=frozenset(each for each in self.heard if each[:3] != key))

    def _heard_by(self, listener: Instance, source: Instance) -> Iterator[Heard]:
        for kind, sentries in (("entry", listener.item.entry), ("exit", listener.item.exit)):
            for number, sentry in enumerate(sentries):
                for part, on in enumerate(sentry.on):
                    if (on.source, on.transition) == (source.item.id, source.last) and (
                        self._are_together(listener, source)
                    ):
                        yield listener.id, kind, number, part

    def _are_together(self, one: Instance, other: Instance) -> bool:
        """Whether they are in one instance of the innermost stage that both items are in."""
        stages = {each.item.id: each.id for each in self._around(one)}
        shared = next((each for each in self._around(other) if each.item.id in stages), None)
        return shared is None or stages[shared.item.id] == shared.id

    def _around(self, instance: Instance) -> Iterator[Instance]:
        while instance.parent is not None:
            instance = self.instances[instance.parent]
            yield instance
