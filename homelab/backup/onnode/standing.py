"""Where the copies stand on 3-2-1-1-0: copies, media, off site, immutable, errors."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from homelab.backup.onnode.report import State
from homelab.backup.onnode.wishes import Wishes

__all__ = ["standing"]


def standing(wishes: Wishes, state: State) -> dict[str, int]:
    """The five numbers; the live data is a copy too, and all of the node's disks one medium.

    A folder of the node counts as another where none of the data is on the same disk.
    """
    good = [each for name, each in wishes.repositories.items() if state.is_whole(name)]
    live = {
        disk for s in wishes.services.values() for path in s.paths.values() for disk in disks(path)
    }
    others = {_medium(each) for each in good}
    return {
        "copies": 1 + len(good),
        "media": 1 + sum(not medium & live for medium in others),
        "off_site": sum(bool(each["off_site"]) for each in good),
        "immutable": sum(bool(each["immutable"]) for each in good),
        "errors": len(state.troubles()),
    }


def disks(path: str) -> frozenset[str]:
    """The disks under PATH, or under where it would be; its file system where none is known."""
    place = Path(path)
    while not place.exists():
        place = place.parent
    device = place.stat().st_dev
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    return frozenset(_whole(block.resolve()) if block.exists() else {f"file system {device}"})


def _whole(block: Path) -> set[str]:
    """The disks that a partition, or a volume of several (LVM, RAID, dm-crypt), lies on."""
    slaves = block / "slaves"
    below = list(slaves.iterdir()) if slaves.exists() else []
    if below:
        return {disk for each in below for disk in _whole(each.resolve())}
    return {block.parent.name if (block / "partition").exists() else block.name}


def _medium(repository: Mapping[str, Any]) -> frozenset[str]:
    """Disks of the node, or who keeps it elsewhere."""
    url = str(repository["url"])
    return disks(url) if url.startswith("/") else frozenset({url.partition("/")[0]})
