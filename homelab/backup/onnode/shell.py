"""Commands, and what they say when they fail."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

__all__ = ["Failed", "run"]

SAID_LINES = 4


class Failed(Exception):
    """Something that a backup, a drill or a restore needs didn't work; says what and why."""


def run(line: str, what: str, environment: Mapping[str, str] | None = None) -> str:
    """What the shell's LINE prints; raises Failed, which begins with WHAT was to be done."""
    done = subprocess.run(
        ["sh", "-c", line],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-SAID_LINES:]
        raise Failed(f"{what}: {' '.join(said) or f'exit status {done.returncode}'}")
    return done.stdout
