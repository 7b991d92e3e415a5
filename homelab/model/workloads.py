"""The containers that a lab is to run, before anybody runs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from homelab.model.faults import Steps
from homelab.model.lab import Choice, Host, Lab
from homelab.model.steps import steps_to
from homelab.roadmap import registry
from homelab.workload.model import Workload

__all__ = ["Placed", "placed_workloads"]


class Placed(NamedTuple):
    """A workload and where it is wished to be."""

    host: Host
    choice: Choice
    workload: Workload

    @property
    def steps(self) -> Steps:
        """The way to it in the host's wishes."""
        return steps_to(self.choice.task, self.choice.provider)


def placed_workloads(lab: Lab) -> Iterator[Placed]:
    """Every workload of LAB, in the inventory's and the roadmap's order."""
    for host in lab.hosts.values():
        for choice in host.choices:
            module = registry.provider(choice.task, choice.provider).load("workload")
            if module is not None:
                node = lab.node(host.name, choice.task, choice.provider)
                yield Placed(host, choice, module.workload(node))
