"""A disk has room, but can't hold another file."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.disks import INODES, full, question
from homelab.diagnose.fault import Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """All disks whose inodes are used up."""
    del lab, host
    return question(INODES)


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """There are some."""
    del lab, host
    for disk in full(said):
        evidence = (
            f"{disk.percent} of the inodes of {disk.mount} are used, {disk.left} are left; "
            f"most files are in {disk.most}"
        )
        yield Cause(evidence, by_hand(f"delete files in {disk.most or disk.mount}"))


FAULT = Fault(
    challenge=Challenge.RESOURCES,
    sign="`no space left on device`, though `df` shows room",
    cured_by="files are deleted",
    ask=ask,
    find=find,
)
