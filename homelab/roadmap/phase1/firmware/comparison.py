"""Holds the firmware that was declared against the one that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homelab.roadmap.phase1.firmware.seen import Firmware
from homelab.roadmap.phase1.firmware.settings import FirmwareSettings

__all__ = ["differing"]


def differing(declared: FirmwareSettings, there: Firmware) -> Iterator[str]:
    """What is wrong with it, a sentence each."""
    if declared.vendor and declared.vendor.casefold() not in there.vendor.casefold():
        yield f"firmware of '{declared.vendor}' is declared, it is by '{there.vendor}'"
    if declared.version and _natural(there.version) < _natural(declared.version):
        yield f"it has version '{there.version}', {declared.version} or later is declared"
    if declared.released and (there.released is None or there.released < declared.released):
        day = there.released or "an unknown day"
        yield f"it is of {day}, {declared.released} or later is declared"


def _natural(version: str) -> list[tuple[int, int, str]]:
    """So that F9 comes before F12; numbers before letters, where both are at one place."""
    parts = re.findall(r"\d+|[a-z]+", version.lower())
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
