"""A rehearsal from bare nodes to evidence: apply, verify, and apply again without a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from homelab import engine
from homelab.model import load
from homelab.model.lab import Lab
from homelab.rehearsal.standing import Rehearsed
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.verify.run import verify

__all__ = ["Evidence", "rehearse"]


@dataclass(frozen=True)
class Evidence:
    """What a rehearsal showed."""

    lab: Lab
    first: tuple[Result, ...]
    checkpoints: tuple[Result, ...] = ()
    second: tuple[Result, ...] = ()
    not_idle: tuple[Result, ...] = field(default=())
    """Operations that changed something at the second apply, though nothing was wished anew."""

    @property
    def code(self) -> ExitCode:
        """OK when all of it held."""
        results = (*self.first, *self.checkpoints, *self.second)
        return ExitCode.FAILED if self.not_idle else exit_code(results)


def rehearse(
    rehearsed: Rehearsed,
    terms: engine.Terms,
    stage: Callable[[str], None],
    feed: engine.Feed,
    on_checkpoint: Callable[[Result], None],
) -> Evidence:
    """Run all stages on nodes that stand; a failed apply is verified all the same."""
    lab = load(rehearsed.inventory)
    stage("apply")
    first = tuple(engine.apply(lab, terms, feed))
    stage("verify")
    verified = verify(lab, task=terms.tasks or (), on_result=on_checkpoint)
    stage("apply again")
    second = tuple(engine.apply(lab, terms, feed))
    changed = tuple(r for r in second if r.outcome is Outcome.CHANGED)
    return Evidence(lab, first, verified.results, second, changed)
