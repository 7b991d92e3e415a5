"""A rehearsal from bare nodes to evidence: apply, verify, and apply again without a change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from homelab import engine
from homelab.model import load
from homelab.rehearsal.standing import Rehearsed
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.verify import VerifyFeed, verify

__all__ = ["Evidence", "rehearse"]


@dataclass(frozen=True)
class Evidence:
    """What a rehearsal showed."""

    first: list[Result]
    checkpoints: tuple[Result, ...]
    second: list[Result]

    @property
    def restless(self) -> list[Result]:
        """Operations that changed something at the second apply, though nothing was wished anew."""
        return [result for result in self.second if result.outcome is Outcome.CHANGED]

    @property
    def code(self) -> ExitCode:
        """OK when all of it held."""
        held = exit_code([*self.first, *self.checkpoints, *self.second])
        return ExitCode.FAILED if self.restless else held


def rehearse(
    rehearsed: Rehearsed,
    terms: engine.Terms,
    stage: Callable[[str], None],
    applying: Callable[[], AbstractContextManager[engine.Feed]],
    verifying: Callable[[], AbstractContextManager[VerifyFeed]],
) -> Evidence:
    """Run all stages on nodes that stand; a failed apply is verified all the same.

    STAGE is told each stage's name, APPLYING and VERIFYING give what listens to one.
    """
    lab = load(rehearsed.inventory)
    stage("apply")
    with applying() as feed:
        first = engine.apply(lab, terms, feed)
    stage("verify")
    with verifying() as listener:
        verified = verify(lab, tasks=terms.tasks, feed=listener)
    stage("apply again")
    with applying() as feed:
        second = engine.apply(lab, terms, feed)
    return Evidence(first, verified.results, second)
