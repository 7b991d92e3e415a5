"""The first thing a run does on each node: come in, take the lock, read what was applied."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from nornir.core.inventory import Host as NornirHost

from homelab.engine.lock import Locked, lock
from homelab.engine.nornir_lab import transport_of
from homelab.engine.session import open_session
from homelab.errors import HomelabError
from homelab.operations.applied import AppliedRecord, AppliedRecords
from homelab.result import Kind, Outcome, Result
from homelab.transport import Completed, Unreachable
from homelab.transport.base import Hold

__all__ = ["Reached", "leave", "reach", "reached"]

FACT_SECONDS = 60.0


@dataclass
class Reached:
    """What a run knows of a node it has reached."""

    records: list[AppliedRecord]
    hold: Hold | None
    answers: dict[str, Completed] = field(default_factory=dict)
    """A plan's facts, by command: read once, since a plan changes nothing."""


def reach(host: NornirHost, *, is_applying: bool) -> list[Result]:
    """Come in to HOST; with the lock if IS_APPLYING. What went wrong, or nothing."""
    start = time.monotonic()
    try:
        transport = transport_of(host)
        hold = lock(transport, host.name) if is_applying else None
        with open_session(
            host.name, transport, is_executing=False, operation_timeout=FACT_SECONDS
        ) as session:
            records = session.host.get_fact(AppliedRecords)
    except HomelabError as error:
        outcome = Outcome.UNKNOWN if isinstance(error, Unreachable) else Outcome.FAILED
        name = "is free to be changed" if isinstance(error, Locked) else "is reached"
        seconds = time.monotonic() - start
        return [Result(host.name, "", "", name, Kind.HOST, outcome, seconds, detail=f"{error}")]
    host.data["reached"] = Reached(records, hold)
    return []


def reached(host: NornirHost) -> Reached:
    """What `reach` found on HOST."""
    return host.data["reached"]  # type: ignore[no-any-return]


def leave(host: NornirHost) -> None:
    """Release the lock and end the connection, whatever state they are in."""
    found: Reached | None = host.data.pop("reached", None)
    if found is not None and found.hold is not None:
        found.hold.release()
    host.close_connections()
