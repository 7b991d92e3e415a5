"""The containers of a host may use no more memory than it is declared to have."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ByteSize

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.workloads import Placed, placed_workloads
from homelab.offers import Memory

__all__ = ["faults"]

NAMED = 3
"""How many of the biggest are named."""


def faults(draft: Draft) -> Iterator[Fault]:
    """Hosts whose containers' limits add up to more than their memory."""
    by_host: dict[str, list[Placed]] = {}
    for placed in placed_workloads(draft.lab):
        by_host.setdefault(placed.host.name, []).append(placed)
    for offered in draft.lab.offers(Memory):
        mine = sorted(by_host.get(offered.host, ()), key=lambda p: -p.mem_limit)
        total = sum(placed.mem_limit for placed in mine)
        if total <= offered.offer.size:
            continue
        biggest = ", ".join(f"{p.choice.provider} {_shown(p.mem_limit)}" for p in mine[:NAMED])
        yield draft.merged[offered.host].fault(
            mine[0].steps,
            f"the containers of {offered.host} may use {_shown(total)} of memory, and it has "
            f"{_shown(offered.offer.size)}",
            f"lower a mem_limit ({biggest}), or move one to another host",
        )


def _shown(size: int) -> str:
    return ByteSize(size).human_readable()
