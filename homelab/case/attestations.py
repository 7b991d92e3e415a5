"""What a person has done or seen, by their own word: human tasks that are completed.

Kept in the case's history; the newest word on a thing counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from homelab.case.events import append, events

__all__ = ["Attestation", "attest", "attestations"]

EVENT = "attested"


@dataclass(frozen=True)
class Attestation:
    """One thing that a person vouches for."""

    what: str
    note: str
    by: str
    """User and machine."""
    at: str
    """ISO 8601, UTC."""

    def __str__(self) -> str:
        """Who said it when, and their note."""
        return f"attested by {self.by} on {self.at[:10]}" + (f": {self.note}" if self.note else "")


def attest(kept: Path, host: str, task: str, things: Iterable[str], note: str) -> None:
    """Keep that a person vouches for THINGS of TASK on HOST, in the history in KEPT."""
    append(kept, EVENT, host=host, task=task, what=list(things), note=note)


def attestations(kept: Path, host: str, task: str) -> dict[str, Attestation]:
    """The newest word on each thing of TASK on HOST."""
    return {
        what: Attestation(what, event["note"], event["by"], event["at"])
        for event in events(kept)
        if (event["event"], event.get("host"), event.get("task")) == (EVENT, host, task)
        for what in event["what"]
    }
