"""What deploying a task on a node consists of, whichever entrance it is done by.

A step is one provider's deploy or remove, called inside a pyinfra context.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from pydantic import ValidationError
from pyinfra import host as pyinfra_host
from pyinfra.api import deploy as pyinfra_deploy

from homelab.contract import ONE, CameBy, Node, Touched
from homelab.engine.providing import Part, Parts, parts_of
from homelab.errors import HomelabError
from homelab.model.lab import Host, Lab
from homelab.offers import OpenPort
from homelab.operations.applied import (
    AppliedRecord,
    AppliedRecords,
    forget,
    forget_data,
    record,
    record_file,
)
from homelab.roadmap import registry

__all__ = ["Step", "deploy_steps", "purge_steps", "removal_steps", "replaced_steps"]


@dataclass(frozen=True)
class Step:
    """One provider's work on one node."""

    task: str
    provider: str
    run: Callable[[], object]
    """Calls the operations; only inside a pyinfra context."""
    admit: Callable[[], object] | None = None
    """The part that opens what is declared and closes nothing."""
    prepare: Callable[[], object] | None = None
    """The part that cuts nobody off and isn't put back: packages that do nothing yet."""
    touched: Touched | None = None
    """What the rest may change, for a provider that can cut homelab off."""


def deploy_steps(
    lab: Lab,
    host: Host,
    task: str,
    came_by: CameBy | None,
    records: Iterable[AppliedRecord] = (),
) -> Iterator[Step]:
    """A step for each provider of TASK that HOST is wished to have, and has on RECORDS.

    Where one that could cut homelab off replaces another, the other goes in the same step.
    """
    is_exclusive = registry.task(task).task.is_exclusive
    for choice in host.choices:
        if choice.task != task:
            continue
        found = registry.provider(task, choice.provider)
        parts = parts_of(lab, host, found, records)
        node = replace(lab.node(host.name, task, choice.provider), came_by=came_by)
        ports = tuple(o for o in found.provider.offers(node) if isinstance(o, OpenPort))
        before = [
            _recorded(lab, host, old, came_by, records)[0]
            for old in records
            if (old.task, old.provider) == (task, choice.provider)
        ]
        replaced = list(replaced_steps(lab, host, task, came_by, records))

        def run(
            node: Node[Any] = node,
            deploy: Part = parts.deploy,
            ports: tuple[OpenPort, ...] = ports,
            replaced: list[Step] = replaced,
        ) -> None:
            for old in replaced if is_exclusive else ():
                if _is_on_record(old):  # not any more once it went in this very change
                    old.run()
            deploy(node)
            record(node, ports)
            for old in () if is_exclusive else replaced:
                old.run()

        yield replace(
            _named(task, choice.provider, run),
            admit=_bound(parts.admit, node),
            prepare=_bound(parts.prepare, node),
            touched=_together(_touched(found, node, before), *(old.touched for old in replaced)),
        )


def removal_steps(
    lab: Lab,
    host: Host,
    records: Collection[AppliedRecord],
    came_by: CameBy | None,
    tasks: Collection[str],
) -> Iterator[Step]:
    """A step for each provider of TASKS that HOST is no longer wished to have, last task first.

    RECORDS are all of the node's, as a workload is removed by the platform that is on record.
    """
    for old in _unwished(host, records, tasks):
        if not old.is_removed and not _is_replaced(host, old):
            yield _removal(lab, host, old, came_by, records)


def replaced_steps(
    lab: Lab, host: Host, task: str, came_by: CameBy | None, records: Iterable[AppliedRecord]
) -> Iterator[Step]:
    """A step for each provider of TASK on RECORDS that goes when its successor comes."""
    known = list(records)
    for old in _unwished(host, known, [task]):
        if not old.is_removed and _is_replaced(host, old):
            yield _removal(lab, host, old, came_by, known)


def purge_steps(
    lab: Lab,
    host: Host,
    records: Collection[AppliedRecord],
    came_by: CameBy | None,
    tasks: Collection[str],
) -> Iterator[Step]:
    """A step for each provider of TASKS whose data is left on HOST though it isn't wished."""
    for old in _unwished(host, records, tasks):
        node, parts = _recorded(lab, host, old, came_by, records)
        if parts.purge is None:
            continue

        def run(node: Node[Any] = node, purge: Part = parts.purge) -> None:
            purge(node)
            forget_data(node)

        yield _named(old.task, old.provider, run)


def _unwished(
    host: Host, records: Iterable[AppliedRecord], tasks: Collection[str]
) -> list[AppliedRecord]:
    """What of TASKS is on record and not wished any more, last task first."""
    wished = {(choice.task, choice.provider) for choice in host.choices}
    order = list(registry.tasks())
    stale = [r for r in records if r.task in tasks and (r.task, r.provider) not in wished]
    return sorted(stale, key=lambda r: order.index(r.task) if r.task in order else -1, reverse=True)


def _is_replaced(host: Host, old: AppliedRecord) -> bool:
    """Whether OLD goes in one step with its successor's coming, as neither may cut homelab off.

    So one guard puts back both, and a node is never without a firewall.
    """
    return registry.task(old.task).task.choose is ONE and any(
        registry.provider(choice.task, choice.provider).provider.touches is not None
        for choice in host.choices
        if choice.task == old.task
    )


def _is_on_record(old: Step) -> bool:
    records = pyinfra_host.get_fact(AppliedRecords)
    return any((r.task, r.provider) == (old.task, old.provider) for r in records)


def _removal(
    lab: Lab,
    host: Host,
    old: AppliedRecord,
    came_by: CameBy | None,
    records: Iterable[AppliedRecord],
) -> Step:
    node, parts = _recorded(lab, host, old, came_by, records)

    def run() -> None:
        parts.remove(node)
        forget(node, keeps_data=parts.purge is not None)

    return replace(
        _named(old.task, old.provider, run),
        admit=_bound(parts.admit, node),
        touched=_touched(registry.provider(old.task, old.provider), node, []),
    )


def _named(task: str, provider: str, run: Callable[[], None]) -> Step:
    name = f"{task}/{provider}"
    named: Callable[[], object] = pyinfra_deploy(name)(run)
    return Step(task, provider, named)


def _bound(part: Part | None, node: Node[Any]) -> Callable[[], object] | None:
    return partial(part, node) if part is not None else None


def _touched(
    found: registry.FoundProvider, node: Node[Any], before: list[Node[Any]]
) -> Touched | None:
    """What may be changed on NODE, which was as BEFORE says when it was applied last."""
    touches = found.provider.touches
    if touches is None:
        return None
    own = Touched(files=(record_file(node),))
    return sum((touches(each) for each in before), start=touches(node) + own)


def _together(touched: Touched | None, *others: Touched | None) -> Touched | None:
    """What a change and those within it may alter, where it is one that could cut homelab off."""
    known = [each for each in (touched, *others) if each is not None]
    return sum(known, start=Touched()) if touched is not None else None


def _recorded(
    lab: Lab,
    host: Host,
    old: AppliedRecord,
    came_by: CameBy | None,
    records: Iterable[AppliedRecord],
) -> tuple[Node[Any], Parts]:
    """The node as OLD's provider saw it when it was applied, and the provider's parts."""
    where = f"{host.name}: {old.task}/{old.provider} is on record but no longer wished"
    try:
        found = registry.provider(old.task, old.provider)
        settings = found.provider.settings.model_validate(old.settings)
    except KeyError:
        raise HomelabError(
            f"{where}, and its provider isn't installed here, so it can't be removed; install it"
        ) from None
    except ValidationError as error:
        raise HomelabError(
            f"{where}, and this version doesn't understand its recorded settings ({error.title}); "
            "remove it with the version of homelab that applied it"
        ) from error
    node = Node(host.name, host.address, old.task, old.provider, settings, lab, found.folder)
    return replace(node, came_by=came_by), parts_of(lab, host, found, records)
