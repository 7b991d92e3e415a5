"""A lab on its way: what rules look at before anybody else may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from homelab.model.faults import Fault, Steps
from homelab.model.inventory import Inventory
from homelab.model.lab import Lab
from homelab.model.merging import Merged
from homelab.model.wishes import place_of
from homelab.model.workloads import Run

__all__ = ["Draft", "Placed"]


class Placed(Protocol):
    """Something of a provider on a host: an offer, a workload."""

    @property
    def host(self) -> str:
        """The host's name."""

    @property
    def task(self) -> str:
        """The task's name."""

    @property
    def provider(self) -> str:
        """The provider's name."""


@dataclass(frozen=True)
class Draft:
    """The lab with every choice that is valid in itself, and where all of it came from."""

    lab: Lab
    inventory: Inventory
    merged: Mapping[str, Merged]
    """Each host's values by name, merged, with the files behind them."""
    wished: Mapping[str, frozenset[str]]
    """Each host's tasks, those with faults too."""
    runs: tuple[Run, ...]
    """Every workload, in the inventory's and the roadmap's order."""
    is_whole: bool
    """Whether nothing is wrong so far; when not, what seems absent may only be broken."""

    def fault(self, of: Placed, problem: str, cure: str, at: Steps = ()) -> Fault:
        """A fault of the provider OF something, at a setting as far as the files have it."""
        steps, merged = place_of(of.task, of.provider), self.merged[of.host]
        return merged.fault((*steps, *merged.written(steps, at)), problem, cure)
