"""How a run works on a host: what it was asked, whom it tells, and how it runs a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from nornir.core.inventory import Host as NornirHost

from homelab.engine.executing import Heard, execute
from homelab.engine.feed import Feed
from homelab.engine.foreseeing import foresee
from homelab.engine.nornir_lab import transport_of
from homelab.engine.reaching import reached
from homelab.engine.session import open_session
from homelab.engine.steps import Step
from homelab.model.lab import Lab
from homelab.result import Kind, Outcome, Result
from homelab.secrets.masking import mask

__all__ = ["Work", "failure", "is_good", "is_pending", "masked", "run_steps"]

BAD = {Outcome.FAILED, Outcome.NOT_REACHED, Outcome.UNKNOWN, Outcome.REVERTED}
PENDING = {Outcome.PENDING, Outcome.CONDITIONAL}


@dataclass(frozen=True)
class Work:
    """How a run works: for real or only foreseen, told to whom, until when."""

    lab: Lab
    feed: Feed
    tell: Callable[[Result], None]
    """Takes what ended while its task goes on."""
    is_applying: bool
    operation_timeout: float
    is_stopped: Callable[[], bool]
    guard_seconds: int
    """After so long without contact a node puts a guarded change back."""
    no_guard: str | None
    """Why changes are to be made without a guard; None to guard them."""


def run_steps(
    host: NornirHost, work: Work, steps: Iterable[Step], *, is_applying: bool | None = None
) -> list[Result]:
    """Run or foresee STEPS on HOST, up to the first that fails."""
    results: list[Result] = []
    transport = transport_of(host)
    is_executing = work.is_applying if is_applying is None else is_applying
    for step in steps:
        with open_session(
            host.name,
            transport,
            is_executing=is_executing,
            operation_timeout=work.operation_timeout,
            answers=None if work.is_applying else reached(host).answers,
        ) as session:
            if is_executing:
                results += execute(session, step, _heard(work, host.name))
            else:
                after = work.guard_seconds if step.touched and work.no_guard is None else None
                foreseen = foresee(session, step, transport)
                results += [
                    replace(result, reverts_after=after) if result.outcome in PENDING else result
                    for result in foreseen
                ]
        if not is_good(results):
            break
    return results


def is_good(results: Iterable[Result]) -> bool:
    """Whether nothing went wrong."""
    return not any(result.outcome in BAD for result in results)


def is_pending(results: Iterable[Result]) -> bool:
    """Whether anything that was foreseen would change the node."""
    return any(result.outcome in PENDING for result in results)


def failure(host: NornirHost, task: str, provider: str, name: str, why: object) -> Result:
    """A failed operation of homelab's own."""
    return Result(host.name, task, provider, name, Kind.OPERATION, Outcome.FAILED, detail=str(why))


def masked(work: Work, result: Result) -> Result:
    """RESULT without any secret that was revealed so far."""
    secrets = frozenset(work.lab.revealed)
    return replace(
        result,
        commands=tuple(mask(command, secrets) for command in result.commands),
        diff=mask(result.diff, secrets),
        detail=mask(result.detail, secrets),
    )


def _heard(work: Work, host: str) -> Heard:
    return Heard(
        began=lambda task, name: work.feed.operation_began(host, task, name),
        said=lambda task, text: work.feed.said(host, task, mask(text, work.lab.revealed)),
        ended=lambda result: work.tell(masked(work, result)),
        is_stopped=work.is_stopped,
    )
