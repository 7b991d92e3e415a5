"""Memory modules, as the firmware's own tables have them."""

from __future__ import annotations

import re

__all__ = ["memory_of_modules"]

UNITS = {"kB": 2**10, "MB": 2**20, "GB": 2**30, "TB": 2**40}


def memory_of_modules(dmidecode: str) -> dict[str, int]:
    """Bytes of each memory module in `dmidecode --type memory`, by its place on the board."""
    devices = [each for each in dmidecode.split("\n\n") if "\nMemory Device\n" in f"\n{each}\n"]
    sizes: dict[str, int] = {}
    for device in devices:
        size = re.search(r"^\tSize: (\d+) (kB|MB|GB|TB)$", device, re.MULTILINE)
        place = re.search(r"^\tLocator: (.+)$", device, re.MULTILINE)
        if size and place:
            sizes[place[1].strip()] = int(size[1]) * UNITS[size[2]]
    return sizes
