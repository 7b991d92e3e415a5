"""The containers that a lab is to run, before anybody says how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from homelab.model.faults import Steps
from homelab.model.lab import Choice, Host, Lab
from homelab.model.steps import steps_to
from homelab.roadmap import registry

__all__ = ["Placed", "placed_workloads"]


class Placed(NamedTuple):
    """A provider that is a container, and the host that it is wished for."""

    host: Host
    choice: Choice

    @property
    def steps(self) -> Steps:
        """The way to it in the host's wishes."""
        return steps_to(self.choice.task, self.choice.provider)

    @property
    def mem_limit(self) -> int:
        """Bytes that it may use at most, as its settings have it."""
        return int(getattr(self.choice.settings, "mem_limit", 0))


def placed_workloads(lab: Lab) -> Iterator[Placed]:
    """Every workload of LAB, in the inventory's and the roadmap's order; none is rendered."""
    for host in lab.hosts.values():
        for choice in host.choices:
            folder = registry.provider(choice.task, choice.provider).folder
            if (folder / "workload.py").is_file():
                yield Placed(host, choice)
