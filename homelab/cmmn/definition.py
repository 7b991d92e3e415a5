"""What a case consists of: stages, tasks and milestones, and what opens and ends them (5.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from homelab.cmmn.lifecycle import Transition

__all__ = ["Case", "Kind", "OnPart", "PlanItem", "Sentry"]

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
"""What an id of XML may be (NCName), in ASCII."""


class Kind(StrEnum):
    """What a plan item is, by the name of its element in XML."""

    STAGE = "stage"
    HUMAN_TASK = "humanTask"
    PROCESS_TASK = "processTask"
    MILESTONE = "milestone"


@dataclass(frozen=True)
class OnPart:
    """Something that must have happened: TRANSITION to any instance of the plan item SOURCE."""

    source: str
    transition: Transition


@dataclass(frozen=True)
class Sentry:
    """Satisfied when everything in `on` has happened and the fact in `condition` holds (5.4.6)."""

    on: tuple[OnPart, ...] = ()
    condition: str | None = None
    """The name of a fact, the if-part; None for none."""

    def __post_init__(self) -> None:
        if not self.on and self.condition is None:
            raise ValueError("a sentry has an on-part, an if-part, or both")


@dataclass(frozen=True)
class PlanItem:
    """A stage, task or milestone in its place, with what controls it (5.4.11)."""

    id: str
    name: str
    kind: Kind
    entry: tuple[Sentry, ...] = ()
    """Any one of them lets it begin; none for at once."""
    exit: tuple[Sentry, ...] = ()
    """Any one of them ends it; none for a milestone."""
    is_required: bool = False
    """Its stage doesn't complete without it (RequiredRule)."""
    is_manual: bool = False
    """It waits until somebody starts it (ManualActivationRule)."""
    repeats: bool = False
    """It may come again (RepetitionRule)."""
    completes_by_itself: bool = False
    """For a stage: autoComplete."""
    items: tuple[PlanItem, ...] = ()
    """For a stage: what is planned in it."""
    discretionary: tuple[PlanItem, ...] = ()
    """For a stage: what somebody may plan in it (its planning table)."""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.id):
            raise ValueError(
                f"{self.id!r} is no id: begin with a letter, and use letters, digits, _ - ."
            )
        is_stage = self.kind is Kind.STAGE
        if not is_stage and (self.items or self.discretionary or self.completes_by_itself):
            raise ValueError(f"{self.id}: only a stage has anything in it")
        if self.kind is Kind.MILESTONE and (self.exit or self.is_manual):
            raise ValueError(f"{self.id}: a milestone has no exit and nobody starts it")
        has_on_parts = all(sentry.on for sentry in self.entry)
        if self.repeats and not (has_on_parts and (self.entry or self.is_task)):
            # It would come again without end (8.6.3).
            raise ValueError(f"{self.id}: what repeats waits for something each time")

    @property
    def is_milestone(self) -> bool:
        """Whether it is one."""
        return self.kind is Kind.MILESTONE

    @property
    def is_task(self) -> bool:
        """Whether it is work, and nothing else."""
        return self.kind in (Kind.HUMAN_TASK, Kind.PROCESS_TASK)

    def walk(self) -> Iterator[PlanItem]:
        """It and all below it, what somebody may plan included, outside in."""
        yield self
        for item in (*self.items, *self.discretionary):
            yield from item.walk()


@dataclass(frozen=True)
class Case:
    """A case by its plan model, which is a stage that is active as soon as the case is."""

    id: str
    name: str
    plan: PlanItem

    def __post_init__(self) -> None:
        if self.plan.kind is not Kind.STAGE or self.plan.entry:
            raise ValueError(f"{self.plan.id}: a case's plan model is a stage without entry")
        ids = [item.id for item in self.plan.walk()]
        double = {each for each in ids if ids.count(each) > 1}
        if double:
            raise ValueError(f"there are two of {', '.join(sorted(double))}")
        for item in self.plan.walk():
            for sentry in (*item.entry, *item.exit):
                for part in sentry.on:
                    if part.source not in ids:
                        raise ValueError(f"{item.id} waits for {part.source}, which isn't there")

    def item(self, id: str) -> PlanItem:  # noqa: A002 - CMMN's own word
        """The plan item of that id; raises KeyError."""
        for item in self.plan.walk():
            if item.id == id:
                return item
        raise KeyError(id)
