"""Run one step on one node, for real, and say what each operation came to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from pyinfra.api.exceptions import NestedOperationError, PyinfraError
from pyinfra.api.state import BaseStateCallback, State

from homelab.engine.session import Session
from homelab.engine.steps import Step
from homelab.errors import HomelabError
from homelab.operations.progress import heard as heard_progress
from homelab.result import Kind, Outcome, Result

__all__ = ["Heard", "Interrupted", "execute"]

LAST_LINES = 20


class Interrupted(Exception):
    """The user asked to stop: nothing new is begun."""


@dataclass(frozen=True)
class Heard:
    """Whom a step tells what it does, and asks whether to go on."""

    began: Callable[[str, str], None]
    """Takes the task and the operation's name."""
    said: Callable[[str, str], None]
    """Takes the task, and what an operation tells while it goes on."""
    ended: Callable[[Result], None]
    is_stopped: Callable[[], bool]


class Watch(BaseStateCallback):
    """Tells of each operation as it begins, and lets none begin after a stop."""

    def __init__(self, session: Session, step: Step, heard: Heard) -> None:
        self._session, self._step, self._heard = session, step, heard
        self._ended = 0
        self.current: str | None = None

    def operation_host_start(self, state: State, host: object, op_hash: str) -> None:  # type: ignore[override]
        """Note and tell which operation runs now."""
        del state, host
        # pyinfra completes an operation only after its own callbacks, so it is told here.
        self.tell_ended()
        if self._heard.is_stopped():
            raise Interrupted
        self.current = op_hash
        self._heard.began(self._step.task, self._session.name_of(op_hash))

    def tell_ended(self) -> None:
        """Tell of the operations that have ended since the last time."""
        ops = self._session.host.op_hash_order
        while self._ended < len(ops):
            result = _result(self._session, self._step, ops[self._ended])
            if result is None:
                return
            self._heard.ended(result)
            self._ended += 1


def execute(session: Session, step: Step, heard: Heard) -> list[Result]:
    """Run STEP inside SESSION; its operations run as they are called, each on fresh facts.

    The first failure ends the step; what came before it is reported too.
    """
    watch = Watch(session, step, heard)
    session.state.add_callback_handler(watch)
    start = time.monotonic()
    failure: Result | None = None
    try:
        with heard_progress(lambda text: heard.said(step.task, text)):
            step.run()
    except Interrupted:
        failure = _whole(session, step, Outcome.NOT_REACHED, "stopped on request", start)
    except NestedOperationError:
        failure = None  # the operation's own result says it
    except (HomelabError, PyinfraError, OSError, ValueError, TypeError, LookupError) as error:
        name = session.name_of(watch.current) if watch.current else "its deploy"
        said = "\n".join([_says(error), *session.said.lines[-LAST_LINES:]])
        failure = Result(
            session.host.name, step.task, step.provider, name, Kind.OPERATION, Outcome.FAILED,
            time.monotonic() - start, detail=said,
        )  # fmt: skip
    results = [_result(session, step, op) for op in session.host.op_hash_order]
    kept = [result for result in results if result is not None]
    return [*kept, failure] if failure else kept


def _result(session: Session, step: Step, op_hash: str) -> Result | None:
    data = session.state.ops[session.host].get(op_hash)
    if data is None or not data.operation_meta.is_complete():
        return None
    meta = data.operation_meta
    outcome = Outcome.CHANGED if meta.did_change() else Outcome.UNCHANGED
    detail = ""
    if meta.did_error():
        outcome = Outcome.FAILED
        printed = [line.line for line in meta._combined_output or ()]  # noqa: SLF001
        detail = "\n".join([*printed[-LAST_LINES:], *(session.said.lines if not printed else [])])
    return Result(
        session.host.name, step.task, step.provider, session.name_of(op_hash), Kind.OPERATION,
        outcome, session.seconds.get(op_hash, 0.0),
        commands=tuple(str(command) for command in meta._commands or ()),  # noqa: SLF001
        detail=detail,
    )  # fmt: skip


def _whole(session: Session, step: Step, outcome: Outcome, detail: str, start: float) -> Result:
    return Result(
        session.host.name, step.task, step.provider, "the rest of it", Kind.OPERATION, outcome,
        time.monotonic() - start, detail=detail,
    )  # fmt: skip


def _says(error: BaseException) -> str:
    text = str(error)
    is_for_people = isinstance(error, HomelabError | PyinfraError)
    return text if is_for_people else f"{type(error).__name__}: {text}"
