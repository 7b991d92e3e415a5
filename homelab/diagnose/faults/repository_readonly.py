"""The file system of a repository is mounted read-only."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from homelab.diagnose import copies
from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]

ASK = """
for folder in %s; do
    echo "$folder $(findmnt -n -o TARGET,VFS-OPTIONS,FS-OPTIONS -T "$folder" | tail -n 1)"
done
"""
PARTS = 4


def ask(lab: Lab, host: str) -> str | None:
    """How each repository's disk is mounted there, the last that was; at this place, anywhere."""
    folders = copies.on_disk(lab, host)
    return ASK % shlex.join(folders) if folders else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """One of them is `ro`."""
    del lab, host
    for words in map(str.split, said.splitlines()):
        if len(words) != PARTS:  # there is no such folder yet
            continue
        folder, target, at_place, everywhere = words
        if "ro" in (*at_place.split(","), *everywhere.split(",")):
            how = "remount,rw" if "ro" in everywhere.split(",") else "remount,bind,rw"
            evidence = f"{folder} lies on {target}, which is mounted read-only ({at_place})"
            yield Cause(evidence, run(f"mount -o {how} {shlex.quote(target)}"))


FAULT = Fault(
    challenge=Challenge.BACKUP,
    sign="copies fail with `read-only file system`",
    cured_by="it is mounted to be written",
    ask=ask,
    find=find,
)
