"""The workloads of a lab, for the rules that look at what its nodes run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from homelab.contract import Node
from homelab.model.faults import Fault
from homelab.model.lab import Choice, Lab
from homelab.model.merging import Merged
from homelab.model.wishes import place_of
from homelab.roadmap import registry
from homelab.workload.naming import workload_name

if TYPE_CHECKING:
    from homelab.workload.model import Workload

__all__ = ["Run", "glimpse", "state_workloads"]


@dataclass(frozen=True)
class Run:
    """A workload that a host's provider states."""

    host: str
    task: str
    provider: str
    workload: Workload

    @property
    def by(self) -> str:
        """Who states it, as TASK/PROVIDER."""
        return f"{self.task}/{self.provider}"

    @property
    def name(self) -> str:
        """What it is called on its node."""
        return workload_name(self.provider)


class Glimpse(Node[Any]):
    """A node that renders and reveals nothing: rules read none of a workload's files."""

    def render(self, path: str, **values: Any) -> str:
        """Nothing."""
        del path, values
        return ""

    def reveal(self, reference: str) -> str:
        """Nothing."""
        del reference
        return ""

    def derive(self, reference: str, how: Callable[[str], str]) -> str:
        """Nothing."""
        del reference, how
        return ""


def state_workloads(lab: Lab, merged: Mapping[str, Merged], faults: list[Fault]) -> Iterator[Run]:
    """Every workload of the LAB; who can't state one is added to FAULTS.

    Where there are faults already, that may only follow from them, and isn't one more.
    """
    is_whole = not faults
    for host in lab.hosts.values():
        for choice in filter(_has_workload, host.choices):
            try:
                yield from _runs(lab, host.name, choice)
            except Exception as error:  # noqa: BLE001 - a provider from outside with a mistake
                problem = f"{choice} can't say what it runs: {type(error).__name__}: {error}"
                cure = "report it to the provider's author"
                if is_whole:
                    steps = place_of(choice.task, choice.provider)
                    faults.append(merged[host.name].fault(steps, problem, cure))


def glimpse(node: Node[Any]) -> Node[Any]:
    """NODE for those who ask what it runs, and read none of the files and secrets."""
    return Glimpse(**{each.name: getattr(node, each.name) for each in fields(node)})


def _has_workload(choice: Choice) -> bool:
    """Whether the chosen provider states what it has as a workload."""
    return (registry.provider(choice.task, choice.provider).folder / "workload.py").is_file()


def _runs(lab: Lab, host: str, choice: Choice) -> Iterator[Run]:
    """What the chosen provider runs on HOST, where it states anything for it."""
    module = registry.provider(choice.task, choice.provider).load("workload")
    assert module is not None, choice  # noqa: S101 - it has the file
    node = lab.node(host, choice.task, choice.provider)
    stated: Workload | None = module.workload(glimpse(node))
    if stated is not None:
        yield Run(host, choice.task, choice.provider, stated)
