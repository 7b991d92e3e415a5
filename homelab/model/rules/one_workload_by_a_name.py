"""The workloads of a node have names of their own.

A workload is called like its provider, and so are its container, its folder and its volumes:
two of one name would replace each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.workloads import Run

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Workloads called like an earlier one of their node."""
    owners: dict[tuple[str, str], Run] = {}
    for run in draft.runs:
        owner = owners.setdefault((run.host, run.name), run)
        if owner is not run:
            yield draft.fault(
                run,
                f"the workload of {owner.by} on {run.host} is called {run.name} already",
                f"call it otherwise, like '{run.name}-2'",
            )
