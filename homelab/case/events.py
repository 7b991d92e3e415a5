"""What happened to a lab, one JSON object a line, only ever appended (`.homelab/events.jsonl`).

Meant to be committed beside the inventory; a rehearsal has one of its own. Each line has `at`
(ISO 8601, UTC), `by` (user and machine), `event` and what belongs to it; no secret is ever in it.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BufferedRandom
from pathlib import Path
from typing import Any

__all__ = ["append", "damaged", "events"]

FILE = "events.jsonl"
KEYS = ("at", "by", "event")
"""What every event has."""


def append(kept: Path, event: str, **more: Any) -> None:
    """Add EVENT to the history of the lab that KEPT is the folder of; on disk when it returns."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "by": f"{getpass.getuser()}@{socket.gethostname()}",
        "event": event,
        **more,
    }
    path = kept / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        line = json.dumps(said, ensure_ascii=False) + "\n"
        # After a crash the last line may be cut short; what follows is a line of its own.
        start = "" if _ends_a_line(file) else "\n"
        file.write(f"{start}{line}".encode())
        file.flush()
        os.fsync(file.fileno())


def events(kept: Path) -> Iterator[dict[str, Any]]:
    """The history, oldest first; lines that are damaged are left out (`damaged`)."""
    return (event for _, event in _lines(kept) if event is not None)


def damaged(kept: Path) -> list[int]:
    """The numbers of the lines, from 1, that are no events: cut short by a crash, or edited."""
    return [number for number, event in _lines(kept) if event is None]


def _lines(kept: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    path = kept / FILE
    data = path.read_bytes() if path.is_file() else b""
    for number, line in enumerate(data.splitlines(), 1):
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        is_event = isinstance(said, dict) and all(isinstance(said.get(k), str) for k in KEYS)
        yield number, said if is_event else None


def _ends_a_line(file: BufferedRandom) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return True
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"
