"""Tells the guard, all the while, that homelab is in contact; and notices when it isn't."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from homelab.engine.guard.on_node import extend
from homelab.errors import HomelabError
from homelab.transport import Transport

__all__ = ["in_contact"]

BEATS = 4
"""How often the guard hears of homelab while it would wait."""


@contextmanager
def in_contact(transport: Callable[[], Transport], identity: str, seconds: int) -> Iterator[None]:
    """Within, the guard of change IDENTITY counts from zero again and again.

    When the node hasn't answered for SECONDS, the connection is ended, so that whoever waits
    for an operation over it doesn't wait for long.
    """
    over = threading.Event()
    beats = threading.Thread(target=_beat, args=(transport, identity, seconds, over), daemon=True)
    beats.start()
    try:
        yield
    finally:
        over.set()
        beats.join()


def _beat(
    transport: Callable[[], Transport], identity: str, seconds: int, over: threading.Event
) -> None:
    heard = time.monotonic()
    while not over.wait(seconds / BEATS):
        with suppress(HomelabError):
            extend(transport(), identity, seconds / BEATS)
            heard = time.monotonic()
        if time.monotonic() - heard > seconds and not over.is_set():
            transport().close()
