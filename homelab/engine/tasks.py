"""What Nornir runs on each host: one task of the roadmap, applied, planned or removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from nornir.core.inventory import Host as NornirHost
from nornir.core.task import Result as NornirResult
from nornir.core.task import Task as NornirTask

from homelab.engine.entering import (
    access_offer,
    prove_admin,
    prove_final_way,
    refuse_port_move,
)
from homelab.engine.executing import Heard, execute
from homelab.engine.feed import Feed
from homelab.engine.foreseeing import foresee
from homelab.engine.nornir_lab import model_host, transport_of
from homelab.engine.reaching import reached
from homelab.engine.session import open_session
from homelab.engine.steps import Step, deploy_steps, purge_steps, removal_steps
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.result import Kind, Outcome, Result
from homelab.secrets.masking import mask

__all__ = ["Work", "deploy_task", "remove_unwished"]

BAD = {Outcome.FAILED, Outcome.NOT_REACHED, Outcome.UNKNOWN}


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


def deploy_task(task: NornirTask, work: Work, name_of_task: str) -> NornirResult:
    """Apply or foresee every provider of one of the roadmap's tasks on this host."""
    host, name = task.host, name_of_task
    results: list[Result] = []
    try:
        recorded = [port for r in reached(host).records if r.task == name for port in r.ports]
        refuse_port_move(work.lab, host, name, tuple(recorded))
        enters = access_offer(work.lab, host.name, name) is not None and work.is_applying
        steps = list(deploy_steps(work.lab, model_host(host), name, transport_of(host).came_by))
        if enters and transport_of(host).is_first_contact:
            results += _run(host, work, [_admitting(steps[0])])
            if _is_good(results):
                results.append(prove_admin(host, name, steps[0].provider))
        if _is_good(results):
            steps = list(deploy_steps(work.lab, model_host(host), name, transport_of(host).came_by))
            results += _run(host, work, steps)
        if enters and _is_good(results):
            results.append(prove_final_way(host, name, steps[0].provider))
    except HomelabError as error:
        results.append(Result(host.name, name, "", "can be done", Kind.OPERATION, Outcome.FAILED,
                              detail=str(error)))  # fmt: skip
    return _nornir_result(host, work, results)


def remove_unwished(
    task: NornirTask,
    work: Work,
    tasks: frozenset[str],
    purge: bool,  # noqa: FBT001 - by name
) -> NornirResult:
    """Remove, or foresee removing, what is on record in TASKS and no longer wished.

    With PURGE its data as well, also of what was removed before.
    """
    host = task.host
    results: list[Result] = []
    try:
        records = [r for r in reached(host).records if r.task in tasks]
        came_by = transport_of(host).came_by
        results = _run(host, work, removal_steps(work.lab, model_host(host), records, came_by))
        if purge and _is_good(results):
            results += _run(host, work, purge_steps(work.lab, model_host(host), records, came_by))
    except HomelabError as error:
        results.append(Result(host.name, "", "", "what is unwished is removed", Kind.OPERATION,
                              Outcome.FAILED, detail=str(error)))  # fmt: skip
    return _nornir_result(host, work, results)


def _admitting(step: Step) -> Step:
    if step.admit is None:
        raise HomelabError(f"{step.task}/{step.provider} offers Access but has no admit(node)")
    return replace(step, run=step.admit)


def _run(host: NornirHost, work: Work, steps: Iterable[Step]) -> list[Result]:
    results: list[Result] = []
    transport = transport_of(host)
    for step in steps:
        with open_session(
            host.name,
            transport,
            is_executing=work.is_applying,
            operation_timeout=work.operation_timeout,
            answers=None if work.is_applying else reached(host).answers,
        ) as session:
            if work.is_applying:
                results += execute(session, step, _heard(work, host.name))
            else:
                results += foresee(session, step, transport)
        if not _is_good(results):
            break
    return results


def _heard(work: Work, host: str) -> Heard:
    return Heard(
        began=lambda task, name: work.feed.operation_began(host, task, name),
        ended=lambda result: work.tell(_masked(work, result)),
        is_stopped=work.is_stopped,
    )


def _masked(work: Work, result: Result) -> Result:
    secrets = frozenset(work.lab.revealed)
    return replace(
        result,
        commands=tuple(mask(command, secrets) for command in result.commands),
        diff=mask(result.diff, secrets),
        detail=mask(result.detail, secrets),
    )


def _is_good(results: list[Result]) -> bool:
    return not any(result.outcome in BAD for result in results)


def _nornir_result(host: NornirHost, work: Work, results: list[Result]) -> NornirResult:
    masked = [_masked(work, result) for result in results]
    changed = any(result.outcome is Outcome.CHANGED for result in results)
    return NornirResult(host, result=masked, changed=changed, failed=not _is_good(results))
