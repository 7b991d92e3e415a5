"""What a node's workloads may use of memory at most, it has.

Otherwise the kernel ends one of them (or sshd) when all are busy, though each keeps its limit.
Nodes whose memory isn't declared are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Memory

__all__ = ["faults"]

MIB, GIB = 1024**2, 1024**3
NAMED = 3
"""How many of the biggest are named."""


def faults(draft: Draft) -> Iterator[Fault]:
    """Nodes whose workloads' limits are more together than their memory."""
    for offered in draft.lab.offers(Memory):
        memory = offered.offer.size
        runs = [run for run in draft.runs if run.host == offered.host]
        runs.sort(key=lambda run: run.workload.mem_limit, reverse=True)
        total = sum(run.workload.mem_limit for run in runs)
        if total > memory:
            biggest = (f"{run.by} {_shown(run.workload.mem_limit)}" for run in runs[:NAMED])
            yield draft.fault(
                runs[0],
                f"the workloads of {offered.host} may use {_shown(total)}, and it has "
                f"{_shown(memory)}; the biggest: {', '.join(biggest)}",
                "lower a `mem_limit`, or move one to another host",
                at=("mem_limit",),
            )


def _shown(size: int) -> str:
    unit, name = (GIB, "GiB") if size >= GIB else (MIB, "MiB")
    return f"{size / unit:.4g} {name}"
