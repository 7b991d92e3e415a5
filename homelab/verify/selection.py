"""Which part of a lab is asked: which hosts, and which tasks of the roadmap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from homelab.contract import Node
from homelab.model.lab import Lab
from homelab.model.scope import choose_hosts, choose_tasks

__all__ = ["Selection"]


@dataclass(frozen=True)
class Selection:
    """A part of one lab."""

    lab: Lab
    limit: frozenset[str] | None = None
    """Names of hosts; None for all."""
    tasks: frozenset[str] | None = None
    """Names of tasks; None for all, and for the checks in no task as well."""

    @classmethod
    def of(
        cls,
        lab: Lab,
        limit: Iterable[str] = (),
        phase: int | None = None,
        task: Iterable[str] = (),
    ) -> Selection:
        """The part that a command line names; raises NoSuchName."""
        return cls(lab, choose_hosts(lab, limit), choose_tasks(phase, task))

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names of the hosts, in the inventory's order."""
        return tuple(name for name in self.lab.hosts if self.limit is None or name in self.limit)

    def nodes(self, task: str) -> tuple[Node[Any], ...]:
        """The nodes that have TASK, in the inventory's order; none when it isn't meant."""
        if self.tasks is not None and task not in self.tasks:
            return ()
        hosts = self.hosts
        return tuple(node for node in self.lab.nodes(task) if node.name in hosts)
