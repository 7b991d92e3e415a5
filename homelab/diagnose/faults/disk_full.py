"""A disk has no room left."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from homelab.diagnose import copies
from homelab.diagnose.disks import SPACE, full, question
from homelab.diagnose.fault import Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab

__all__ = ["FAULT"]

TAKEN = "repository "
MOUNTS = f'tail -n +2 | while read -r _ _ _ _ _ mount; do echo "{TAKEN}$mount"; done'


def ask(lab: Lab, host: str) -> str | None:
    """All disks that are full, and where its repositories lie, which is another fault."""
    folders = shlex.join(copies.on_disk(lab, host))
    repositories = f"df -P {folders} | {MOUNTS}\n" if folders else ""
    return repositories + question(SPACE)


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """There are some."""
    del lab, host
    lines = said.splitlines()
    taken = {line.removeprefix(TAKEN) for line in lines if line.startswith(TAKEN)}
    for disk in full("\n".join(line for line in lines if not line.startswith(TAKEN))):
        if disk.mount not in taken:
            evidence = (
                f"{disk.mount} is {disk.percent} full, {disk.left} KiB are left; "
                f"its largest file is {disk.most}"
            )
            yield Cause(evidence, by_hand(f"make room on {disk.mount}"))


FAULT = Fault(
    challenge=Challenge.RESOURCES,
    sign="services end or refuse to write: `no space left on device`",
    cured_by="room is made",
    ask=ask,
    find=find,
)
