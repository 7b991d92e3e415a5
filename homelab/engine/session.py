"""One host, one deploy: a pyinfra State made for it, and what its operations came to."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pyinfra.api import Config, Inventory
from pyinfra.api.host import Host
from pyinfra.api.state import BaseStateCallback, State, StateStage

from homelab.engine.connector import TransportConnector, attach
from homelab.engine.contexts import current_host
from homelab.errors import HomelabError
from homelab.transport import Completed, Transport

__all__ = ["Said", "Session", "open_session"]

TEMP = "/tmp"  # noqa: S108 - where pyinfra would ask the node; our connector puts nothing there


class Said(logging.Handler):
    """What pyinfra logged as a warning or worse in this thread, for the failure's evidence.

    Of an error that is ours, and that pyinfra tells with its traceback, the message alone.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._thread = threading.get_ident()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record if this thread wrote it."""
        if record.thread != self._thread:
            return
        error = sys.exc_info()[1]
        text = str(error) if isinstance(error, HomelabError) else record.getMessage()
        if self.lines[-1:] != [text]:
            self.lines.append(text)


@dataclass
class Session:
    """A State with one host, inside which deploy code may be called."""

    state: State
    host: Host
    said: Said
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each operation took, by its hash."""

    def name_of(self, op_hash: str) -> str:
        """The operation's name without the deploy's, which results carry apart."""
        (name,) = self.state.op_meta[op_hash].names
        return str(name).rpartition(" | ")[2]


class Clock(BaseStateCallback):
    """Measures operations while they run."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds
        self._began: dict[str, float] = {}

    def operation_host_start(self, state: State, host: Host, op_hash: str) -> None:  # type: ignore[override]
        """Begin to measure."""
        del state, host
        self._began[op_hash] = time.monotonic()

    def operation_host_success(  # type: ignore[override]
        self, state: State, host: Host, op_hash: str, retry_count: int = 0
    ) -> None:
        """Note how long it took."""
        del state, host, retry_count
        self._seconds[op_hash] = time.monotonic() - self._began[op_hash]

    def operation_host_error(  # type: ignore[override]
        self, state: State, host: Host, op_hash: str, retry_count: int = 0, max_retries: int = 0
    ) -> None:
        """Note how long it took to fail."""
        del max_retries
        self.operation_host_success(state, host, op_hash, retry_count)


@contextmanager
def open_session(
    name: str,
    transport: Transport,
    *,
    is_executing: bool,
    operation_timeout: float,
    answers: dict[str, Completed] | None = None,
) -> Iterator[Session]:
    """A session on host NAME; operations called within run at once if IS_EXECUTING.

    Otherwise they are only noted, and nothing on the node changes. With ANSWERS, a command that
    ran before is answered from there, and what runs is added: right only where nothing changes.
    """
    inventory = Inventory(([name], {}))
    host = inventory.get_host(name)
    host.connector_cls = TransportConnector
    attach(host, transport, operation_timeout, answers)
    state = State(inventory, Config(TEMP_DIR=TEMP), check_for_changes=False)
    state.activate_host(host)
    state.set_stage(StateStage.Execute if is_executing else StateStage.Prepare)
    state.is_executing = is_executing
    host.connected = True
    said = Said()
    session = Session(state, host, said)
    state.add_callback_handler(Clock(session.seconds))
    log = logging.getLogger("pyinfra")
    log.propagate = False
    log.addHandler(said)
    try:
        with current_host(state, host):
            yield session
    finally:
        log.removeHandler(said)
