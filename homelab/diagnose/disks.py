"""Which of a node's file systems are full, and with what."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = ["INODES", "SPACE", "Full", "full", "question"]

PERCENT = 95
"""From here on a file system counts as full, where no more than LEFT is left either."""
LEFT = {"k": 5 * 1024**2, "i": 10_000}
"""KiB, so that a large disk with room for days isn't named; and files."""
SPACE, INODES = "k", "i"
ASK = """
df -P%s %s | tail -n +2 | while read -r _ _ _ left percent mount; do
    [ "${percent%%%%%%}" -ge %d ] 2>/dev/null && [ "$left" -le %d ] || continue
    printf '%%s\\t%%s\\t%%s\\t%%s\\n' "$mount" "$left" "$percent" "$(%s)"
done
"""
FIRST = "sort -rn | head -n 1 | sed 's/^ *[0-9]* //'"
LARGEST = f'timeout 10 find "$mount" -xdev -type f -printf "%s %p\\n" | {FIRST}'
FULLEST = f'timeout 10 find "$mount" -xdev -printf "%h\\n" | sort | uniq -c | {FIRST}'
NOT_DISKS = "-x overlay -x squashfs -x iso9660 -x efivarfs -x devtmpfs"
"""What has no room of its own, or is full by nature."""


class Full(NamedTuple):
    """A file system without room."""

    mount: str
    left: int
    """KiB, or files."""
    percent: str
    most: str
    """The largest file, or the folder with most files; empty where that takes too long."""


def question(of: str, folders: Iterable[str] = ()) -> str:
    """Asks for those of FOLDERS, or of all disks, that are full of SPACE or INODES."""
    where = " ".join(map(shlex.quote, folders)) or NOT_DISKS
    most = LARGEST if of == SPACE else FULLEST
    return ASK % (of, where, PERCENT, LEFT[of], most)


def full(said: str) -> Iterator[Full]:
    """Those that the node named, each once."""
    for line in dict.fromkeys(said.splitlines()):
        mount, left, percent, most = line.split("\t")
        yield Full(mount, int(left), percent, most)
