"""What becomes of an exception that nobody expected: a line to read and a file to send."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["record_crash"]


def record_crash(error: Exception) -> str:
    """The line to print for an unexpected ERROR, whose traceback goes to .homelab/crash.log.

    The file is for the owner's eyes (0600): a traceback may quote what homelab was handling.
    """
    what = f"homelab failed unexpectedly ({type(error).__name__}: {_first_line(error)})."
    path = Path(".homelab", "crash.log")
    try:
        _append(path, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {' '.join(sys.argv)}\n", error)
    except OSError as reason:
        return f"{what} {path} can't be written ({reason.strerror}); see more with --debug."
    return f"{what} This is a fault of homelab: please report it with {path}."


def _append(path: Path, heading: str, error: Exception) -> None:
    path.parent.mkdir(exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a") as file:
        file.write(heading + "".join(traceback.format_exception(error)) + "\n")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
