"""A run over the lab: reach the hosts, then one Nornir run a task, in the roadmap's order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from nornir.core import Nornir
from nornir.core.task import Result as NornirResult
from nornir.core.task import Task as NornirTask

from homelab.engine.feed import Collector, Feed
from homelab.engine.left_behind import refuse_to_leave_data
from homelab.engine.nornir_lab import make_nornir
from homelab.engine.order import in_order
from homelab.engine.reaching import leave, reach, reached
from homelab.engine.serial import batches
from homelab.engine.tasks import deploy_task, remove_unwished
from homelab.engine.work import Work
from homelab.model.lab import Host, Lab
from homelab.operations.applied import AppliedRecord
from homelab.result import Kind, Outcome, Result

__all__ = ["Terms", "apply", "plan", "recorded"]


@dataclass(frozen=True)
class Terms:
    """How a run is to be done."""

    hosts: frozenset[str] | None = None
    """Only these; None for all."""
    tasks: frozenset[str] | None = None
    """Only these of the roadmap's tasks; None for all."""
    parallel: int = 10
    """Hosts at a time."""
    fail_percent: float | None = None
    """Stop when more than this share of the hosts failed, in percent; None to go on."""
    operation_timeout: float = 600.0
    """Seconds for an operation that states no limit of its own."""
    purge: bool = False
    """Whether the data goes too of what is no longer wished."""
    guard_seconds: int = 60
    """After so long without contact a node puts back by itself what could have cut homelab off."""
    no_guard: str | None = None
    """Why such changes are to be made without a guard, for the record; None to guard them."""
    serial: int | None = None
    """Nodes at a time that such a change may touch, none after one failed; None for all."""
    stop: threading.Event = field(default_factory=threading.Event, compare=False)
    """Set it, and the run ends after the operations that run now."""


def apply(lab: Lab, terms: Terms | None = None, feed: Feed | None = None) -> list[Result]:
    """Make LAB so; every result, in the order in which they came."""
    return _run(lab, terms or Terms(), feed or Feed(), is_applying=True)


def plan(lab: Lab, terms: Terms | None = None, feed: Feed | None = None) -> list[Result]:
    """What `apply` would do now; changes nothing on any node."""
    return _run(lab, terms or Terms(), feed or Feed(), is_applying=False)


def recorded(lab: Lab, terms: Terms | None = None) -> dict[str, list[AppliedRecord]]:
    """What each node of LAB has on record; those that can't be asked aren't in it."""
    hosts = list(lab.hosts.values())
    with _nornir(lab, hosts, terms or Terms(), Collector(Feed())) as nornir:
        nornir.run(_reach, name="reach", is_applying=False)
        return _records(nornir)


def _run(lab: Lab, terms: Terms, feed: Feed, *, is_applying: bool) -> list[Result]:
    tasks = [name for name in in_order(lab) if terms.tasks is None or name in terms.tasks]
    hosts = [h for h in lab.hosts.values() if terms.hosts is None or h.name in terms.hosts]
    collector = Collector(feed)
    work = Work(
        lab, feed, collector.tell, is_applying, terms.operation_timeout, terms.stop.is_set,
        terms.guard_seconds, terms.no_guard,
    )  # fmt: skip

    def stage(
        nornir: Nornir, title: str, function: Callable[..., NornirResult], **more: Any
    ) -> None:
        on = tuple(n for n in nornir.inventory.hosts if n not in nornir.data.failed_hosts)
        if on and not terms.stop.is_set() and not _is_over_limit(nornir, len(hosts), terms):
            feed.stage_began(title, on)
            nornir.run(function, name=title, **more)

    with _nornir(lab, hosts, terms, collector) as nornir:
        stage(nornir, "reach", _reach, is_applying=is_applying)
        refuse_to_leave_data(lab, _records(nornir))
        stage(
            nornir, "remove", remove_unwished, work=work, tasks=frozenset(tasks), purge=terms.purge
        )
        for name in tasks:
            chosen = [h for h in hosts if any(c.task == name for c in h.choices)]
            before = len(collector.results)
            for batch in batches(chosen, name, terms.serial):
                there = nornir.filter(filter_func=lambda host, batch=batch: host.name in batch)
                stage(there, name, deploy_task, work=work, name_of_task=name)
                if nornir.data.failed_hosts & batch and terms.serial is not None:
                    break
            _tell_not_reached(lab, name, [h.name for h in chosen], collector, before)
    return collector.results


def _reach(task: NornirTask, is_applying: bool) -> NornirResult:  # noqa: FBT001 - by name
    results = reach(task.host, is_applying=is_applying)
    return NornirResult(task.host, result=results, failed=bool(results))


def _records(nornir: Nornir) -> dict[str, list[AppliedRecord]]:
    """What is on record on each host that was reached."""
    failed = nornir.data.failed_hosts
    hosts = [host for name, host in nornir.inventory.hosts.items() if name not in failed]
    return {host.name: reached(host).records for host in hosts}


def _is_over_limit(nornir: Nornir, total: int, terms: Terms) -> bool:
    failed = len(nornir.data.failed_hosts)
    return terms.fail_percent is not None and failed * 100 > terms.fail_percent * total


def _tell_not_reached(
    lab: Lab, name: str, chosen: list[str], collector: Collector, before: int
) -> None:
    """Say of each host that was to have task NAME and didn't come to it that it didn't."""
    seen = {result.host for result in collector.results[before:]}
    for host in chosen:
        if host not in seen:
            provider = next(c.provider for c in lab.hosts[host].choices if c.task == name)
            collector.add(
                Result(host, name, provider, "all of it", Kind.OPERATION, Outcome.NOT_REACHED)
            )


@contextmanager
def _nornir(lab: Lab, hosts: list[Host], terms: Terms, collector: Collector) -> Iterator[Nornir]:
    nornir = make_nornir(lab, hosts, parallel=terms.parallel, processors=[collector])
    try:
        yield nornir
    finally:
        for host in nornir.inventory.hosts.values():
            leave(host)
