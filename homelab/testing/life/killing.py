"""A controller that dies (SIGKILL) on the way, and another that goes on."""

from __future__ import annotations

import time
from collections.abc import Iterator

from homelab.result import Outcome, Result
from homelab.testing.life.dying import KILLED, apply_and_die
from homelab.testing.life.nodes import TRIXIE
from homelab.testing.life.standing import Standing, faults_in

__all__ = ["converges_after_being_killed", "converges_wherever_it_is_killed"]

UNLOCK_SECONDS = 15.0


def converges_after_being_killed(standing: Standing) -> Iterator[str]:
    """Killed (SIGKILL) at several operations in turn and applied again, it deploys."""
    standing.go_on()
    if standing.names[-1] == TRIXIE:  # it has been deployed there by an earlier rule
        standing.begin_again()
    ends = [_killed(standing, *moment) for moment in _moments(standing.operations)]
    if ends[0] != KILLED or not set(ends) <= {KILLED, 0}:
        yield f"applies that were to be killed ended with {ends}"
    faults = faults_in(_apply_when_unlocked(standing, standing.names[-1]))
    if faults:
        standing.trouble = "it doesn't deploy after being killed"
    yield from faults


def converges_wherever_it_is_killed(standing: Standing) -> Iterator[str]:
    """Killed in any one operation on a fresh node and applied again, it meets its checkpoints."""
    standing.go_on()
    number = 1
    standing.nodes.reset(standing.stage)
    while _killed(standing, number, 0) == KILLED:
        last = standing.names[-1]
        results = [*_apply_when_unlocked(standing, last), *standing.verify(last)]
        fine = (Outcome.CHANGED, Outcome.UNCHANGED, Outcome.GOOD)
        yield from (f"operation {number}: {fault}" for fault in faults_in(results, *fine))
        standing.nodes.reset(standing.stage)
        number += 1
    standing.begin_again()


def _killed(standing: Standing, number: int, seconds: float) -> int:
    """How an apply ended that kills itself in operation NUMBER; 0 where there are fewer."""
    task, end = standing.package.found.task, time.monotonic() + UNLOCK_SECONDS
    while True:
        status = apply_and_die(standing.lab.inventory, standing.names[-1], task, number, seconds)
        if status in (KILLED, 0) or time.monotonic() > end:
            return status


def _moments(operations: int) -> Iterator[tuple[int, float]]:
    """Numbers of operations to die in, spread from the first to the last; some a bit later."""
    for part, seconds in ((0.0, 0.0), (0.4, 0.1), (0.7, 0.0), (1.0, 0.05)):
        yield max(1, round(operations * part)), seconds


def _apply_when_unlocked(standing: Standing, name: str) -> list[Result]:
    """Apply once the node has noticed that the dead controller is gone."""
    end = time.monotonic() + UNLOCK_SECONDS
    while True:
        results = standing.apply(name)
        is_locked = any(result.name == "is free to be changed" for result in results)
        if not is_locked or time.monotonic() > end:
            return results
        time.sleep(1)
