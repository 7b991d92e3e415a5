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
from pathlib import Path
from typing import Any

__all__ = ["append", "events"]

FILE = "events.jsonl"


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
    with path.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(json.dumps(said, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def events(kept: Path) -> Iterator[dict[str, Any]]:
    """The history, oldest first; a line cut short by a crash is left out."""
    path = kept / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for line in lines:
        try:
            yield json.loads(line)
        except ValueError:
            continue
