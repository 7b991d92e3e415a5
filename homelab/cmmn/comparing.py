"""How one case differs from another, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from homelab.cmmn.definition import Case, PlanItem

__all__ = ["differences"]

NESTED = ("items", "discretionary")


def differences(ours: Case, theirs: Case) -> Iterator[str]:
    """What THEIRS lacks, has more, and has otherwise than OURS, a line each."""
    if ours.name != theirs.name:
        yield f"{ours.id}: name is {theirs.name!r}, not {ours.name!r}"
    here, there = ({item.id: item for item in case.plan.walk()} for case in (ours, theirs))
    yield from (f"{name}: isn't there" for name in here if name not in there)
    yield from (f"{name}: is more" for name in there if name not in here)
    for name, item in here.items():
        if name in there:
            yield from _between(item, there[name])


def _between(ours: PlanItem, theirs: PlanItem) -> Iterator[str]:
    for each in fields(PlanItem):
        has, wants = getattr(theirs, each.name), getattr(ours, each.name)
        if each.name in NESTED:
            has, wants = ([item.id for item in items] for items in (has, wants))
        if has != wants:
            yield f"{ours.id}: {each.name} is {has!r}, not {wants!r}"
