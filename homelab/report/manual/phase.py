"""The page of a phase: goal, criteria, tasks, checkpoints and what may go wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from homelab.contract import Phase
from homelab.report.manual.words import bullets, sentence, table, task_link
from homelab.report.roadmap import estimate_in_words
from homelab.roadmap import registry

__all__ = ["phase_page"]


def phase_page(phase: Phase) -> str:
    """The roadmap's words for PHASE, with what is built of it."""
    return "\n".join(
        [
            f"# Phase {phase.number}: {phase.title}\n",
            f"{sentence(phase.goal)}\n",
            f"A CMMN stage: {phase.stage}. The words here are [the roadmap's](../../roadmap.md).\n",
            "## Begins when\n",
            _sentences(each.text for each in phase.entry),
            "## Tasks\n",
            table(("task", "in the roadmap", "by hand", "milestone", "providers"), _rows(phase)),
            "## Checkpoints\n",
            _sentences(phase.checkpoints),
            "## Done when\n",
            _sentences(each.text for each in phase.exit),
            "## What may go wrong\n",
            _sentences(phase.challenges),
        ]
    )


def _rows(phase: Phase) -> Iterator[tuple[str, ...]]:
    for name in phase.tasks:
        task = registry.task(name).task
        yield (
            task_link(name, "../"),
            task.title + (" (optional)" if task.optional else ""),
            estimate_in_words(task.estimate),
            task.milestone or "",
            ", ".join(registry.provider_names(name)) or "not built yet",
        )


def _sentences(lines: Iterable[str]) -> str:
    return bullets(sentence(line) for line in lines)
