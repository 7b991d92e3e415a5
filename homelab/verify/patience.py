"""Time for what was just changed to take effect."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["settled"]


def settled(faults: Callable[[], list[str]], seconds: float) -> list[str]:
    """The FAULTS that are left when none is, or after so many SECONDS."""
    end = time.monotonic() + seconds
    while (found := faults()) and time.monotonic() < end:
        time.sleep(1)
    return found
