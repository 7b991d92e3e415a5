"""No two containers of a host have the same name."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.workloads import placed_workloads
from homelab.workload.naming import workload_name

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Workloads that are called like an earlier one of their host."""
    owners: dict[tuple[str, str], str] = {}
    for placed in placed_workloads(draft.lab):
        name, me = workload_name(placed.choice.provider), str(placed.choice)
        owner = owners.setdefault((placed.host.name, name), me)
        if owner != me:
            yield draft.merged[placed.host.name].fault(
                placed.steps, f"its container would be called {name}, like {owner}'s", "rename it"
            )
