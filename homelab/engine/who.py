"""Who changes a node, as it is written down there and in the case's events."""

from __future__ import annotations

import getpass
import os
import socket
from datetime import UTC, datetime
from typing import Any

__all__ = ["is_gone", "who_and_when"]


def who_and_when() -> dict[str, Any]:
    """User and machine, process and time (ISO 8601)."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"who": _who(), "pid": os.getpid(), "since": now}


def is_gone(about: dict[str, Any]) -> bool:
    """Whether who is written down was a process of this user and machine that runs no more."""
    if about.get("who") != _who() or not isinstance(about.get("pid"), int):
        return False
    try:
        os.kill(about["pid"], 0)
    except ProcessLookupError:
        return True
    return False


def _who() -> str:
    return f"{getpass.getuser()}@{socket.gethostname()}"
