"""Words for whoever waits while a long operation goes on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["heard", "tell"]

LOG = logging.getLogger("pyinfra.progress")  # so that pyinfra's own command line prints it too
LOG.setLevel(logging.INFO)


def tell(text: str) -> None:
    """Say TEXT now, from within an operation."""
    LOG.info(text)


class Ear(logging.Handler):
    """Hears what is told in the thread that made it."""

    def __init__(self, listener: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._thread = threading.get_ident()
        self._listener = listener

    def emit(self, record: logging.LogRecord) -> None:
        """Pass it on."""
        if record.thread == self._thread:
            self._listener(record.getMessage())


@contextmanager
def heard(listener: Callable[[str], None]) -> Iterator[None]:
    """LISTENER takes what is told meanwhile in this thread, where one node's operations run."""
    ear = Ear(listener)
    LOG.addHandler(ear)
    try:
        yield
    finally:
        LOG.removeHandler(ear)
