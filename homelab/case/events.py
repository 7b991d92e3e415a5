"""What happened to a lab, one JSON object a line, only ever appended (`.homelab/events.jsonl`).

Meant to be committed beside the inventory. Each line has `at` (ISO 8601, UTC), `by` (user and
machine), `event` and what belongs to it; no secret is ever in it.
"""

from __future__ import annotations

import fcntl
import getpass
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["append", "events"]

FILE = Path(".homelab", "events.jsonl")


def append(root: Path, event: str, **more: str) -> None:
    """Add EVENT to the history of the lab in ROOT; on disk when this returns."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "by": f"{getpass.getuser()}@{socket.gethostname()}",
        "event": event,
        **more,
    }
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(said, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def events(root: Path) -> Iterator[dict[str, Any]]:
    """The history, oldest first; a line cut short by a crash is left out."""
    path = root / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            continue
