"""Memory modules that a machine has, held against what its system sees."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["KEPT", "lost_memory"]

KEPT = 1 / 8
"""The share of the RAM that firmware, graphics and kernel may keep."""


def lost_memory(modules: Mapping[str, int], total: int) -> str | None:
    """What the system doesn't see of the memory MODULES, of which it has TOTAL bytes."""
    there = sum(modules.values())
    if total >= there * (1 - KEPT):
        return None
    listing = ", ".join(f"{place}: {size / 2**30:.4g} GiB" for place, size in modules.items())
    return f"the firmware has {listing}; the system sees {total / 2**30:.4g} GiB"
