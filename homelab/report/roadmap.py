"""The roadmap as a person reads it and as a program does: the road, and what is built of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from homelab.contract import Estimate, Phase
from homelab.roadmap.registry import FoundTask, phases, provider_names, tasks

__all__ = ["estimate_in_words", "phase_as_text", "road_as_json", "road_as_text"]

BUILT, PLANNED, MILESTONE = "●", "○", "◆"
HOURS_A_DAY = 8


def road_as_text() -> RenderableType:
    """Every phase and task, a line each, with the providers that there are."""
    table = Table.grid(padding=(0, 2))
    for phase in phases():
        table.add_row(Text(f"Phase {phase.number}", "bold"), Text(phase.title, "bold"), phase.stage)
        for name in phase.tasks:
            table.add_row(_mark(name), Text(tasks()[name].task.title), _providers(name))
        table.add_row()
    return Group(table, _sum())


def phase_as_text(phase: Phase) -> RenderableType:
    """One phase whole: goal, criteria, tasks with milestones, checkpoints, challenges."""
    heading = Text.assemble((f"Phase {phase.number}  {phase.title}", "bold"), f"  {phase.stage}")
    return Group(
        heading,
        _plain(phase.goal + "."),
        *_listed("Begins when", (each.text for each in phase.entry)),
        Text("\nTasks", "bold"),
        _tasks_of(phase),
        *_optional(phase),
        *_listed("Milestones", _milestones(phase)),
        *_listed("Checkpoints", phase.checkpoints),
        *_listed("Done when", (each.text for each in phase.exit)),
        *_listed("What may go wrong", phase.challenges),
    )


def road_as_json(wanted: Iterable[Phase]) -> dict[str, Any]:
    """Plain data of the WANTED phases; estimates in hours, `most` null where it is ongoing."""
    return {"phases": [_phase_as_json(phase) for phase in wanted]}


def estimate_in_words(estimate: Estimate) -> str:
    """An estimate as short as people write it: `2-8 h`, `1-5 days`, `2 h-3 days`, `ongoing`."""
    if estimate.most is None:
        return "ongoing"
    if estimate.most < 2 * HOURS_A_DAY:
        return f"{_span(estimate.least, estimate.most)} h"
    if estimate.least < HOURS_A_DAY:
        return f"{estimate.least:g} h-{estimate.most / HOURS_A_DAY:g} days"
    return f"{_span(estimate.least / HOURS_A_DAY, estimate.most / HOURS_A_DAY)} days"


def _span(least: float, most: float) -> str:
    return f"{least:g}" if least == most else f"{least:g}-{most:g}"


def _tasks_of(phase: Phase) -> Table:
    table = Table.grid(padding=(0, 2))
    for name in phase.tasks:
        task = tasks()[name].task
        estimate = estimate_in_words(task.estimate)
        table.add_row(_mark(name), Text(task.title), estimate, _providers(name))
    return table


def _milestones(phase: Phase) -> Iterable[str]:
    found = (tasks()[name].task.milestone for name in phase.tasks)
    return (f"{MILESTONE} {milestone}" for milestone in found if milestone is not None)


def _optional(phase: Phase) -> Iterable[Text]:
    names = [name for name in phase.tasks if tasks()[name].task.optional]
    if names:
        yield Text(
            "Optional: " + ("all" if len(names) == len(phase.tasks) else ", ".join(names)), "dim"
        )


def _mark(name: str) -> Text:
    built = bool(provider_names(name))
    mark = (f"{BUILT} ", "green") if built else (f"{PLANNED} ", "dim")
    return Text.assemble(mark, name)


def _providers(name: str) -> Text:
    names = provider_names(name)
    return Text(", ".join(names), "green") if names else Text("not built yet", "dim")


def _sum() -> Text:
    built = sum(bool(provider_names(name)) for name in tasks())
    hint = "--phase N shows a phase whole."
    return Text.assemble(f"{built} of {len(tasks())} tasks have a provider. ", (hint, "dim"))


def _listed(heading: str, lines: Iterable[str]) -> Iterable[RenderableType]:
    yield Text(f"\n{heading}", "bold")
    for line in lines:
        yield Padding(_plain(line[0].upper() + line[1:]), (0, 0, 0, 2), expand=False)


def _plain(words: str) -> Text:
    """The roadmap's words without their Markdown."""
    return Text(words.replace("`", ""))


def _phase_as_json(phase: Phase) -> dict[str, Any]:
    return asdict(phase) | {"tasks": [_task_as_json(tasks()[name]) for name in phase.tasks]}


def _task_as_json(found: FoundTask) -> dict[str, Any]:
    reads = [kind.__name__ for kind in found.task.reads]
    providers = provider_names(found.name)
    return {"name": found.name} | asdict(found.task) | {"reads": reads, "providers": providers}
