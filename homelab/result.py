"""The one shape of what happened: an operation or a checkpoint, on a host, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import Any

__all__ = ["ExitCode", "Kind", "Outcome", "Result", "exit_code"]


class Kind(StrEnum):
    """What a result is about."""

    OPERATION = "operation"
    CHECKPOINT = "checkpoint"
    HOST = "host"
    """The host as a whole: reached, locked by another, given up."""


class Outcome(StrEnum):
    """How it ended, from good to bad within each kind."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    PENDING = "pending"
    """A plan's: it would change."""
    DRIFTED = "drifted"
    """Changed on the node since it was applied."""
    CONDITIONAL = "conditional"
    """A plan's: whether it changes depends on what an earlier operation does."""
    NOT_REACHED = "not reached"
    """An earlier failure, a limit or Ctrl-C came first."""
    GOOD = "good"
    UNKNOWN = "unknown"
    """The host could not be asked, so nothing is known."""
    BAD = "bad"
    REVERTED = "reverted"
    """Changed, and put back, as homelab couldn't get in any more or something else failed."""
    FAILED = "failed"


class ExitCode(IntEnum):
    """The exit codes of every command."""

    OK = 0
    FAILED = 1
    PENDING = 2
    DRIFT = 3
    USAGE = 64
    INTERRUPTED = 130


@dataclass(frozen=True)
class Result:
    """One operation or checkpoint on one host."""

    host: str
    task: str
    provider: str
    name: str
    kind: Kind
    outcome: Outcome
    seconds: float = 0.0
    commands: tuple[str, ...] = ()
    """What was or would be run, secrets masked."""
    diff: str = ""
    """Unified diff of a file's content, secrets masked."""
    reverts_after: int | None = None
    """A plan's: seconds without contact after which the node would put it back by itself."""
    detail: str = ""
    """Evidence, or what went wrong: expected and actual, or the end of the output."""

    def as_dict(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return asdict(self)


def exit_code(results: Iterable[Result], *, allow_unknown: bool = False) -> ExitCode:
    """The exit code for RESULTS: failure before drift before pending changes before success.

    Unknown counts as failure unless ALLOW_UNKNOWN.
    """
    outcomes = {result.outcome for result in results}
    failures = {Outcome.FAILED, Outcome.REVERTED, Outcome.BAD, Outcome.NOT_REACHED}
    if not allow_unknown:
        failures.add(Outcome.UNKNOWN)
    if outcomes & failures:
        return ExitCode.FAILED
    if Outcome.DRIFTED in outcomes:
        return ExitCode.DRIFT
    if outcomes & {Outcome.PENDING, Outcome.CONDITIONAL}:
        return ExitCode.PENDING
    return ExitCode.OK
