"""A provider on the nodes, and how far its life has come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from homelab import engine
from homelab.contract import ONE
from homelab.model import Host, Lab
from homelab.offers import Access
from homelab.result import Outcome, Result
from homelab.testing.life.nodes import TRIXIE, Nodes, NotStaged, Stage
from homelab.testing.package import Package, open_package
from homelab.testing.plan.fakelab import stands_on
from homelab.verify.run import verify

__all__ = ["LISTENING", "Standing", "faults_in", "without"]

LISTENING = "ss -Hlntu | awk '{print $1, $5}' | sort -u"


@dataclass
class Standing:
    """The provider under test; its rules are asked in order and go on from each other."""

    package: Package
    nodes: Nodes
    lab: Lab
    stage: Stage
    """The tasks that it stands on."""
    trouble: str | None = None
    """Why nothing more can be asked of it."""
    listening: dict[str, str] = field(default_factory=dict)
    """Who listened on each node before the provider came."""
    operations: int = 0
    """How many operations its first deploy had."""

    @classmethod
    def begin(cls, package: Package, nodes: Nodes) -> Standing:
        """The nodes as they are before PACKAGE comes, with all that it stands on."""
        beside = {t: wish for t, wish in package.beside.items() if t != package.found.task}
        below = [
            open_package(*each) for each in stands_on(package.found.task) if each[0] not in beside
        ]
        wishes = {
            each.found.task: (_wish(each), _is_everywhere(each)) for each in (*below, package)
        }
        wishes |= {task: (wish, _is_everywhere(package)) for task, wish in beside.items()}
        lab = nodes.wish(
            {task: wish for task, (wish, is_everywhere) in wishes.items() if is_everywhere},
            {task: wish for task, (wish, is_everywhere) in wishes.items() if not is_everywhere},
        )
        begun = cls(package, nodes, lab, (*(each.found.task for each in below), *beside))
        try:
            begun.begin_again()
        except NotStaged as error:
            begun.trouble = f"what it stands on can't be applied:\n{error}"
        return begun

    def begin_again(self) -> None:
        """Both nodes are as before the provider came; raises NotStaged."""
        self.nodes.stand_at(self.stage, self.lab)
        self.listening = self.nodes.run_on_all(LISTENING)

    @property
    def names(self) -> tuple[str, ...]:
        """The nodes that have the provider."""
        return self.nodes.names if _is_everywhere(self.package) else (TRIXIE,)

    @property
    def bare(self) -> Lab:
        """The lab with everything but the provider."""
        return without(self.lab, self.package.found.task)

    def go_on(self) -> None:
        """Skip the running rule if an earlier one left nothing to ask."""
        if self.trouble is not None:
            pytest.skip(self.trouble)

    def apply(self, *hosts: str, lab: Lab | None = None) -> list[Result]:
        """Apply the provider's task, on HOSTS or on both nodes."""
        return engine.apply(lab or self.lab, self._terms(hosts))

    def plan(self, *hosts: str, lab: Lab | None = None) -> list[Result]:
        """Plan the provider's task, on HOSTS or on both nodes."""
        return engine.plan(lab or self.lab, self._terms(hosts))

    def verify(self, *hosts: str, match: str = "") -> tuple[Result, ...]:
        """The task's and the provider's checkpoints, as `homelab verify` has them."""
        tasks = [self.package.found.task]
        return verify(self.lab, hosts=hosts or None, tasks=tasks, match=match).results

    def _terms(self, hosts: tuple[str, ...]) -> engine.Terms:
        tasks = frozenset({self.package.found.task})
        return engine.Terms(hosts=frozenset(hosts) or None, tasks=tasks)


def without(lab: Lab, task: str) -> Lab:
    """LAB with TASK no longer wished, reached by the way in that TASK made if it made one."""
    hosts = {name: _host_without(lab, host, task) for name, host in lab.hosts.items()}
    offered = tuple(each for each in lab.offered or () if each.task != task)
    return replace(lab, hosts=hosts, offered=offered)


def faults_in(results: list[Result], *fine: Outcome) -> list[str]:
    """What isn't FINE in RESULTS, in words; changed and unchanged by default."""
    accepted = fine or (Outcome.CHANGED, Outcome.UNCHANGED)
    return [
        f"{r.host}: {r.name}: {r.outcome}{f': {r.detail}' if r.detail else ''}"
        for r in results
        if r.outcome not in accepted
    ]


def _host_without(lab: Lab, host: Host, task: str) -> Host:
    connection = host.connection
    for access in (each.offer for each in lab.offers(Access, host.name) if each.task == task):
        connection = replace(connection, user=access.user, port=access.port)
    return replace(
        host, connection=connection, choices=tuple(c for c in host.choices if c.task != task)
    )


def _is_everywhere(package: Package) -> bool:
    """Whether PACKAGE is tried on both releases."""
    return "debian-12" in package.provider.systems


def _wish(package: Package) -> dict[str, Any]:
    """What stands in group_data for PACKAGE: its example for life, or else its minimal one."""
    wish = package.wish("life") or package.wish("minimal") or {}
    is_one = package.task.task.choose is ONE
    return {"provider": package.found.name, **wish} if is_one else {package.found.name: wish}
