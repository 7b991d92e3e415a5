"""The newest copy of a service is older than declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from homelab.diagnose import copies
from homelab.diagnose.fault import Cause, Challenge, Fault, homelab
from homelab.model.lab import Lab

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """What is known of copies."""
    return copies.STATE if copies.node(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """One is too old, and nothing is known to have gone wrong: that would be another fault."""
    node = copies.node(lab, host)
    if node is None or any(copies.troubles(said)):
        return
    days = node.settings.copy_days
    oldest = datetime.now(UTC) - timedelta(days=days)
    old = [
        f"{service} in {repository} ({copy['at'][:10]})"
        for service, each in copies.known(said).items()
        for repository, copy in each.get("copies", {}).items()
        if datetime.fromisoformat(copy["at"]) < oldest
    ]
    if old:
        evidence = f"the newest copies are older than {days} days: {', '.join(old)}"
        yield Cause(evidence, homelab(lab, f"backup --limit {host}"))


FAULT = Fault(
    challenge=Challenge.BACKUP,
    sign="a restore would bring back data of last month",
    cured_by="`homelab backup`",
    ask=ask,
    find=find,
)
