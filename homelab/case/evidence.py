"""What the checkpoints last said, from the case's history.

A line of history is written when what a task's checkpoints say on a host has changed; when they
were asked last is in `verified.json` beside it, which is no history and isn't committed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from homelab.case.events import append, events
from homelab.result import Outcome, Result

__all__ = ["Evidence", "evidence", "keep"]

EVENT = "verified"
ASKED = "verified.json"
Key = tuple[str, str]
"""Host and task."""


@dataclass(frozen=True)
class Evidence:
    """What the checkpoints of a task said on a host."""

    host: str
    task: str
    outcomes: Mapping[str, Outcome]
    """By the checkpoint's sentence."""
    details: Mapping[str, str]
    """Why each that isn't good is not."""
    since: str
    """When they began to say so (ISO 8601, UTC)."""
    asked: str
    """When they were asked last."""
    by: str
    """Who asked when it began: user and machine."""


def keep(kept: Path, results: Iterable[Result]) -> None:
    """Take the RESULTS of a run that asked each task it names on each host whole."""
    before, now = evidence(kept), datetime.now(UTC).isoformat(timespec="seconds")
    asked = _asked(kept)
    for (host, task), found in _by_task(results).items():
        outcomes = {result.name: result.outcome for result in found}
        details = {r.name: r.detail for r in found if r.outcome is not Outcome.GOOD}
        known = before.get((host, task))
        if known is None or known.outcomes != outcomes:
            append(kept, EVENT, host=host, task=task, outcomes=outcomes, details=details)
        asked.setdefault(host, {})[task] = now
    if not asked:
        return
    (kept / ASKED).write_text(json.dumps(asked, indent=1), encoding="utf-8")


def evidence(kept: Path) -> dict[Key, Evidence]:
    """The newest of each task on each host, in the history in KEPT."""
    asked = _asked(kept)
    found: dict[Key, Evidence] = {}
    for event in events(kept):
        if event["event"] == EVENT:
            host, task, since = event["host"], event["task"], event["at"]
            outcomes = {name: Outcome(said) for name, said in event["outcomes"].items()}
            last = max(asked.get(host, {}).get(task, since), since)
            found[host, task] = Evidence(
                host, task, outcomes, event["details"], since, last, event["by"]
            )
    return found


def _by_task(results: Iterable[Result]) -> dict[Key, list[Result]]:
    """What was asked, without what was never reached."""
    found: dict[Key, list[Result]] = {}
    for result in results:
        if result.outcome is not Outcome.NOT_REACHED:
            found.setdefault((result.host, result.task), []).append(result)
    return found


def _asked(kept: Path) -> dict[str, dict[str, Any]]:
    try:
        said: dict[str, dict[str, Any]] = json.loads((kept / ASKED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said
