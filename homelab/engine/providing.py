"""What a provider's work consists of, whether it states it in deploy.py or as a workload.

A workload is run by the container platform of its node: the module `platform.py` of that
provider has `run`, `stop` and `purge`, each for a node and its workload. A provider may have
both: then `deploy.py` does what every node needs, and the workload is stated for some of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from types import ModuleType
from typing import Any

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.model.lab import Host, Lab
from homelab.operations.applied import AppliedRecord
from homelab.roadmap import registry
from homelab.roadmap.registry import FoundProvider
from homelab.workload.model import Workload

__all__ = ["Parts", "parts_of"]

PLATFORM = "container_platform"
Part = Callable[[Node[Any]], object]


@dataclass(frozen=True)
class Parts:
    """A provider's parts; each calls operations, and only inside a pyinfra context."""

    deploy: Part
    remove: Part
    purge: Part | None = None
    """Deletes the data that `remove` leaves; None where it leaves none."""
    admit: Part | None = None
    """Opens what is declared and closes nothing."""
    prepare: Part | None = None
    """Does what cuts nobody off and isn't put back: installs packages that do nothing yet."""


@dataclass(frozen=True)
class Platform:
    """The container platform of a node, as its own provider sees it."""

    node: Node[Any]
    module: ModuleType


def parts_of(
    lab: Lab, host: Host, found: FoundProvider, records: Iterable[AppliedRecord] = ()
) -> Parts:
    """The work of the provider FOUND on HOST, where RECORDS say what was applied.

    Raises HomelabError where it has none, or no platform for its workload.
    """
    deploy, workload = found.load("deploy"), found.load("workload")
    if deploy is not None and (workload is None or not _has_platform(host, records)):
        return _deployed(deploy)
    if workload is None:
        name = f"{found.task}/{found.name}"
        raise HomelabError(f"{name} has neither deploy.py nor workload.py, so it can't be applied")
    contained = _contained(_platform(lab, host, found, records), workload)
    return contained if deploy is None else _both(_deployed(deploy), contained)


def _deployed(module: ModuleType) -> Parts:
    named = {part: getattr(module, part, None) for part in ("purge", "admit", "prepare")}
    return Parts(module.deploy, partial(_call, module, "remove"), **named)


def _both(deployed: Parts, contained: Parts) -> Parts:
    """What DEPLOYED does comes first, and goes last."""

    def deploy(node: Node[Any]) -> None:
        deployed.deploy(node)
        contained.deploy(node)

    def remove(node: Node[Any]) -> None:
        contained.remove(node)
        deployed.remove(node)

    return replace(deployed, deploy=deploy, remove=remove, purge=contained.purge)


def _call(module: ModuleType, name: str, node: Node[Any]) -> None:
    """Call a function of MODULE, which is missed only then."""
    getattr(module, name)(node)


def _contained(platform: Platform, workload: ModuleType) -> Parts:
    """What the platform does; a node for which no workload is stated shall run none."""

    def part(name: str) -> Part:
        def call(node: Node[Any]) -> None:
            stated: Workload | None = workload.workload(node)
            verb = "stop" if stated is None and name == "run" else name
            on = replace(platform.node, came_by=node.came_by)
            getattr(platform.module, verb)(on, node, stated)

        return call

    return Parts(part("run"), part("stop"), purge=part("purge"))


def _has_platform(host: Host, records: Iterable[AppliedRecord]) -> bool:
    """Whether HOST has something that could run a workload, or still has it on RECORDS."""
    return PLATFORM in {*(c.task for c in host.choices), *(r.task for r in records)}


def _platform(
    lab: Lab, host: Host, found: FoundProvider, records: Iterable[AppliedRecord]
) -> Platform:
    chosen = {choice.task: choice for choice in host.choices}.get(PLATFORM)
    recorded = next((r for r in records if r.task == PLATFORM), None)
    if chosen is not None:
        node = lab.node(host.name, PLATFORM, chosen.provider)
    elif recorded is not None:
        provider = registry.provider(PLATFORM, recorded.provider)
        settings = provider.provider.settings.model_validate(recorded.settings)
        node = Node(
            host.name, host.address, PLATFORM, recorded.provider, settings, lab, provider.folder
        )
    else:
        raise HomelabError(
            f"{host.name}: {found.task}/{found.name} is a workload, and {host.name} has no "
            f"{PLATFORM} to run it; wish for one there"
        )
    module = registry.provider(PLATFORM, node.provider).load("platform")
    if module is None:
        raise HomelabError(f"{PLATFORM}/{node.provider} has no platform.py, so it runs nothing")
    return Platform(node, module)
