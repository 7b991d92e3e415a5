"""Walk one step without running it, and say what each operation would do."""

from __future__ import annotations

import time

from pyinfra.api.command import FileUploadCommand, FunctionCommand, PyinfraCommand
from pyinfra.api.exceptions import PyinfraError

from homelab.engine.connector import read_source
from homelab.engine.diffs import diff_of_upload
from homelab.engine.session import Session
from homelab.engine.steps import Step
from homelab.errors import HomelabError
from homelab.result import Kind, Outcome, Result
from homelab.transport import Transport

__all__ = ["foresee"]


def foresee(session: Session, step: Step, transport: Transport) -> list[Result]:
    """What STEP would do now; nothing on the node changes, its operations only read facts.

    An operation under `_if` is conditional: what it waits for has not happened yet.
    """
    start = time.monotonic()
    try:
        step.run()
        return [_foreseen(session, step, op, transport) for op in session.host.op_hash_order]
    except (HomelabError, PyinfraError, OSError, ValueError, TypeError, LookupError) as error:
        said = "\n".join([f"{error}", *session.said.lines])
        return [
            Result(
                session.host.name, step.task, step.provider, "its plan", Kind.OPERATION,
                Outcome.FAILED, time.monotonic() - start, detail=said,
            )
        ]  # fmt: skip


def _foreseen(session: Session, step: Step, op_hash: str, transport: Transport) -> Result:
    start = time.monotonic()
    data = session.state.ops[session.host][op_hash]
    commands = list(data.command_generator())
    session.host.connector_data.setdefault("foreseen", []).extend(map(_text, commands))
    outcome = Outcome.UNCHANGED
    if commands:
        outcome = Outcome.CONDITIONAL if data.global_arguments.get("_if") else Outcome.PENDING
    diffs = [
        diff_of_upload(transport, str(command.dest), read_source(command.src))
        for command in commands
        if isinstance(command, FileUploadCommand)
    ]
    return Result(
        session.host.name, step.task, step.provider, session.name_of(op_hash), Kind.OPERATION,
        outcome, time.monotonic() - start,
        commands=tuple(_text(command) for command in commands),
        diff="".join(diffs),
    )  # fmt: skip


def _text(command: PyinfraCommand) -> str:
    if isinstance(command, FileUploadCommand):
        return f"put {command.dest}"
    if isinstance(command, FunctionCommand):
        return f"call {command.function.__name__}"
    return str(command)
