"""No copy, or no drill of a restore, is due by itself."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import copies
from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab

__all__ = ["FAULT"]

ASK = """
for timer in homelab-backup.timer homelab-drill.timer; do
    echo "$timer $(systemctl is-active $timer) $(systemctl is-enabled $timer)"
done
"""


def ask(lab: Lab, host: str) -> str | None:
    """Whether its timers run, now and after a reboot."""
    return ASK if copies.node(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """One doesn't."""
    states = [line.split() for line in said.splitlines()]
    off = [f"{timer} is {' and '.join(s)}" for timer, *s in states if s != ["active", "enabled"]]
    if off:
        yield Cause("; ".join(off), apply(lab, host, copies.TASK))


FAULT = Fault(
    challenge=Challenge.BACKUP,
    sign="the newest copy gets older from day to day, and nobody is told of a failure",
    cured_by="the backup is applied anew",
    ask=ask,
    find=find,
)
