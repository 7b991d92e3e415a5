"""A workload stands on a host with a container platform."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.roadmap import registry

__all__ = ["faults"]

PLATFORM = "container_platform"


def faults(draft: Draft) -> Iterator[Fault]:
    """Workloads of hosts without a platform, where another host has one.

    Where none has, `tasks_stand_on_others` says so of every task that stands on it.
    """
    if not draft.is_whole:
        return
    nobody_has = not any(PLATFORM in wished for wished in draft.wished.values())
    for run in draft.runs:
        is_said = nobody_has and PLATFORM in registry.task(run.task).task.after
        if PLATFORM not in draft.wished[run.host] and not is_said:
            yield draft.fault(
                run,
                f"is a workload, and {run.host} has no {PLATFORM}",
                f"wish for {PLATFORM} there, or move it to a host that has one",
            )
