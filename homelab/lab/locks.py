"""One at a time: a lock that the kernel releases when its holder dies, however it dies.

A docker command that outlives its killed caller is still at work: it inherits the lock,
and holds it to its end.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from homelab.lab.names import cache_dir


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Nobody else on this machine is inside the same name meanwhile; waits for who is."""
    folder = cache_dir() / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        fcntl.fcntl(file, fcntl.F_SETFD, 0)  # inheritable
        yield
