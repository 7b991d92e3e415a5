"""The repository is locked by a program that ended long ago."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from homelab.diagnose import copies
from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]

ASK = """
grep -qsx restic /proc/[0-9]*/comm && exit
find %s -type f -printf '%%p of %%TY-%%Tm-%%Td %%TH:%%TM\\n'
"""
UNLOCK = """eval "$(homelab-backup environment --repository {})"; restic unlock"""


def ask(lab: Lab, host: str) -> str | None:
    """The locks in its repositories, unless restic runs."""
    node = copies.node(lab, host)
    if node is None or node.provider != "restic":
        return None
    folders = [f"{folder}/locks" for folder in copies.on_disk(lab, host)]
    return ASK % shlex.join(folders) if folders else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """There are some, and nobody who holds them."""
    node = copies.node(lab, host)
    for name, each in node.settings.repositories.items() if node else ():
        locks = [line for line in said.splitlines() if line.startswith(f"{each.url}/locks/")]
        if locks:
            evidence = f"restic doesn't run, and there is a lock: {'; '.join(locks)}"
            yield Cause(evidence, run(UNLOCK.format(name)))


FAULT = Fault(
    challenge=Challenge.BACKUP,
    sign="old copies aren't thinned out any more: `repository is already locked`",
    cured_by="the lock is removed by the tool",
    ask=ask,
    find=find,
)
