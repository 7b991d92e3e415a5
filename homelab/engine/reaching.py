"""The first thing a run does on each node: come in, take the lock, read what was applied."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from nornir.core.inventory import Host as NornirHost

from homelab.engine.guard.on_node import guard_state, revert
from homelab.engine.lock import Locked, lock
from homelab.engine.nornir_lab import transport_of
from homelab.engine.session import open_session
from homelab.engine.who import is_gone, who_and_when
from homelab.errors import HomelabError
from homelab.operations.applied import AppliedRecord, AppliedRecords
from homelab.result import Kind, Outcome, Result
from homelab.transport import Completed, Transport, Unreachable
from homelab.transport.base import Hold

__all__ = ["Reached", "keep_lock", "leave", "reach", "reached"]

FACT_SECONDS = 60.0


@dataclass
class Reached:
    """What a run knows of a node it has reached."""

    records: list[AppliedRecord]
    run: dict[str, Any]
    """Who holds the lock: this run, and no other of this process."""
    hold: Hold | None
    answers: dict[str, Completed] = field(default_factory=dict)
    """A plan's facts, by command: read once, since a plan changes nothing."""


def reach(host: NornirHost, *, is_applying: bool) -> list[Result]:
    """Come in to HOST; with the lock if IS_APPLYING. What went wrong, or nothing."""
    start = time.monotonic()
    try:
        transport = transport_of(host)
        run = {**who_and_when(), "run": secrets.token_hex(4)}
        hold = lock(transport, host.name, run) if is_applying else None
        if is_applying:
            _refuse_what_waits(transport, host.name)
        with open_session(
            host.name, transport, is_executing=False, operation_timeout=FACT_SECONDS
        ) as session:
            records = session.host.get_fact(AppliedRecords)
    except HomelabError as error:
        outcome = Outcome.UNKNOWN if isinstance(error, Unreachable) else Outcome.FAILED
        name = "is free to be changed" if isinstance(error, Locked) else "is reached"
        seconds = time.monotonic() - start
        return [Result(host.name, "", "", name, Kind.HOST, outcome, seconds, detail=f"{error}")]
    host.data["reached"] = Reached(records, run, hold)
    return []


def _refuse_what_waits(transport: Transport, host: str) -> None:
    """Put back what a controller of this machine left unconfirmed when it died; refuse others'."""
    state = guard_state(transport)
    if state.state != "armed":
        return
    if is_gone(state.about):
        revert(transport, "its controller died before it could confirm")
        return
    raise Locked(
        f"{host}: {state}; wait for that, or decide with `homelab guard confirm {host}` or "
        f"`homelab guard revert {host}`"
    )


def reached(host: NornirHost) -> Reached:
    """What `reach` found on HOST."""
    return host.data["reached"]  # type: ignore[no-any-return]


def keep_lock(host: NornirHost, transport: Transport) -> None:
    """Hold the node's lock over another connection, as the one in use may be lost."""
    found = reached(host)
    if found.hold is not None:
        found.hold = lock(transport, host.name, found.run)


def leave(host: NornirHost) -> None:
    """Release the lock and end the connection, whatever state they are in."""
    found: Reached | None = host.data.pop("reached", None)
    if found is not None and found.hold is not None:
        found.hold.release()
    host.close_connections()
