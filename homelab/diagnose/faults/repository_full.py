"""The disk of a repository has no room for another copy."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import copies
from homelab.diagnose.disks import SPACE, full, question
from homelab.diagnose.fault import Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """The disks of its repositories that are full."""
    folders = copies.on_disk(lab, host)
    return question(SPACE, folders) if folders else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """There are some."""
    folders = ", ".join(copies.on_disk(lab, host))
    for disk in full(said):
        evidence = (
            f"{disk.mount}, where copies are kept ({folders}), is {disk.percent} full, "
            f"{disk.left} KiB are left; its largest file is {disk.most}"
        )
        words = f"make room on {disk.mount}, or lower backup's `keep`, and run `homelab backup`"
        yield Cause(evidence, by_hand(words))


FAULT = Fault(
    challenge=Challenge.BACKUP,
    sign="copies fail with `no space left on device`",
    cured_by="room is made, or fewer copies are kept",
    ask=ask,
    find=find,
)
