"""An apply that is killed on the way: `python -m homelab.testing.life.dying`.

Arguments: the inventory, a host, a task, the number of the operation, counted from one, in
which this process kills itself with SIGKILL, and after how many seconds of it.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from homelab import engine
from homelab.result import exit_code

__all__ = ["KILLED", "apply_and_die"]

KILLED = -signal.SIGKILL
"""Exit status of a process that died so."""


class Death(engine.Feed):
    """Kills the process in the operation of the given number."""

    def __init__(self, number: int, seconds: float) -> None:
        self._number, self._seconds = number, seconds
        self._count = itertools.count(1)

    def operation_began(self, host: str, task: str, name: str) -> None:
        """Die now or soon, when the count is reached."""
        del host, task, name
        if next(self._count) == self._number:
            if self._seconds == 0:
                _die()
            threading.Timer(self._seconds, _die).start()


def apply_and_die(inventory: Path, host: str, task: str, number: int, seconds: float) -> int:
    """Apply in a process that dies in operation NUMBER; its exit status."""
    arguments = [str(inventory), host, task, str(number), str(seconds)]
    done = subprocess.run(
        [sys.executable, "-m", __name__, *arguments],
        cwd=inventory.parents[2],
        capture_output=True,
        check=False,
    )
    return done.returncode


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _main(inventory: str, host: str, task: str, number: str, seconds: str) -> int:
    from homelab.model import load

    terms = engine.Terms(hosts=frozenset({host}), tasks=frozenset({task}))
    return exit_code(engine.apply(load(Path(inventory)), terms, Death(int(number), float(seconds))))


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
