"""What Nornir runs on each host: one task of the roadmap, applied, planned or removed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from nornir.core.inventory import Host as NornirHost
from nornir.core.task import Result as NornirResult
from nornir.core.task import Task as NornirTask

from homelab.contract import CameBy
from homelab.engine.entering import access_offer
from homelab.engine.guard.change import Maker, change
from homelab.engine.guard.moving import settled
from homelab.engine.nornir_lab import model_host, transport_of
from homelab.engine.reaching import reached
from homelab.engine.steps import Step, deploy_steps, purge_steps, removal_steps, replaced_steps
from homelab.engine.work import Work, failure, is_good, masked, run_steps
from homelab.errors import HomelabError
from homelab.result import Outcome, Result

__all__ = ["deploy_task", "remove_unwished"]


def deploy_task(task: NornirTask, work: Work, name_of_task: str) -> NornirResult:
    """Apply or foresee every provider of one of the roadmap's tasks on this host."""
    host, name = task.host, name_of_task
    results: list[Result] = []
    try:
        settled_by = settled(work.lab, host, name)
        for step in _steps(work, host, name, settled_by):
            if not work.is_applying or step.touched is None:
                results += run_steps(host, work, [step])
            else:
                results += change(host, work, _maker(work, host, step), _openers(work, host, name))
            if not is_good(results):
                break
    except HomelabError as error:
        results.append(failure(host, name, "", "can be done", error))
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
        records = reached(host).records
        came_by = transport_of(host).came_by
        for step in removal_steps(work.lab, model_host(host), records, came_by, tasks):
            if not work.is_applying or step.touched is None:
                results += run_steps(host, work, [step])
            else:
                results += change(host, work, partial(_same, step))
            if not is_good(results):
                break
        if purge and is_good(results):
            steps = purge_steps(work.lab, model_host(host), records, came_by, tasks)
            results += run_steps(host, work, steps)
    except HomelabError as error:
        results.append(failure(host, "", "", "what is unwished is removed", error))
    return _nornir_result(host, work, results)


def _steps(work: Work, host: NornirHost, name: str, came_by: CameBy | None) -> Iterator[Step]:
    return deploy_steps(work.lab, model_host(host), name, came_by, reached(host).records)


def _maker(work: Work, host: NornirHost, step: Step) -> Maker:
    def make(came_by: CameBy | None) -> Step:
        steps = _steps(work, host, step.task, came_by)
        return next(s for s in steps if s.provider == step.provider)

    return make


def _same(step: Step, _came_by: CameBy | None) -> Step:
    return step


def _openers(work: Work, host: NornirHost, name: str) -> list[Step]:
    """What must open the way that task NAME offers on HOST, where it moves: the firewall on it."""
    access, came_by = access_offer(work.lab, host.name, name), transport_of(host).came_by
    if access is None or came_by is None or access.port == came_by.port:
        return []
    lab, model, records = work.lab, model_host(host), reached(host).records
    applied = {(r.task, r.provider) for r in records if not r.is_removed}
    others = [c for c in model.choices if c.task != name]
    stay = (c.task for c in others if (c.task, c.provider) in applied)
    steps = [step for task in stay for step in _steps(work, host, task, came_by)]
    for choice in others:  # what is replaced later is in force now
        steps += replaced_steps(lab, model, choice.task, came_by, records)
    return [step for step in steps if step.admit is not None]


def _nornir_result(host: NornirHost, work: Work, results: list[Result]) -> NornirResult:
    told = [masked(work, result) for result in results]
    changed = any(result.outcome is Outcome.CHANGED for result in results)
    return NornirResult(host, result=told, changed=changed, failed=not is_good(results))
