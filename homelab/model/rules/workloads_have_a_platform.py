"""A container runs on a host that has a container platform."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.workloads import placed_workloads

__all__ = ["faults"]

PLATFORM = "container_platform"


def faults(draft: Draft) -> Iterator[Fault]:
    """Workloads on hosts without one, in a lab that has one elsewhere."""
    if not draft.is_whole or PLATFORM not in frozenset().union(*draft.wished.values()):
        return
    for placed in placed_workloads(draft.lab):
        if PLATFORM not in draft.wished[placed.host.name]:
            yield draft.merged[placed.host.name].fault(
                placed.steps,
                f"is a container, and {placed.host.name} has nothing to run it",
                f"wish for {PLATFORM} on {placed.host.name}, or move it to a host that has one",
            )
