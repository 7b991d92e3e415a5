"""A disk as curtin lays it out, one action after the other.

See https://curtin.readthedocs.io/en/latest/topics/storage.html.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from homelab.roadmap.phase1.host_os.installing import Install

__all__ = ["storage"]

MIB = 1024**2
GIB = 1024**3
REST = -1
"""All that is left."""

Action = dict[str, Any]


def storage(wish: Install) -> dict[str, Any]:
    """The installer's `storage`, without a swap file of its own choice."""
    return {"swap": {"size": 0}, "config": list(_actions(wish))}


def _actions(wish: Install) -> Iterator[Action]:
    is_bios = wish.firmware == "bios"
    yield {
        "type": "disk", "id": "disk", "path": wish.disk, "ptable": "gpt",
        "wipe": "superblock-recursive", "preserve": False, "grub_device": is_bios,
    }  # fmt: skip
    if is_bios:
        yield _partition("bios", 1 * MIB) | {"flag": "bios_grub"}
    else:
        yield _partition("esp", 1 * GIB) | {"flag": "boot", "grub_device": True}
        yield from _mounted("esp", "/boot/efi", "fat32")
    if wish.layout == "plain":
        make = _partition
    else:
        yield _partition("boot", 1 * GIB)
        yield from _mounted("boot", "/boot", "ext4")
        yield _partition("pv", REST)
        yield {"type": "lvm_volgroup", "id": "vg", "name": "system", "devices": ["pv"]}
        make = _volume
    if wish.swap:
        yield make("swap", int(wish.swap))
        yield from _mounted("swap", "", "swap")
    for volume in wish.every_volume:
        name = volume.path.strip("/").replace("/", "-") or "root"
        yield make(f"at-{name}", int(volume.size or REST))
        yield from _mounted(f"at-{name}", volume.path, "ext4")


def _partition(name: str, size: int) -> Action:
    return {"type": "partition", "id": name, "device": "disk", "size": size, "preserve": False}


def _volume(name: str, size: int) -> Action:
    return {
        "type": "lvm_partition", "id": name, "volgroup": "vg", "size": size,
        "name": name.removeprefix("at-"),
    }  # fmt: skip


def _mounted(device: str, path: str, fstype: str) -> Iterator[Action]:
    yield {"type": "format", "id": f"{device}-format", "volume": device, "fstype": fstype}
    yield {"type": "mount", "id": f"{device}-mount", "device": f"{device}-format", "path": path}
