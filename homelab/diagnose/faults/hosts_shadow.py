"""A line of /etc/hosts hides what DNS says of a name of the lab."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, run
from homelab.diagnose.names import expected
from homelab.model.lab import Lab

__all__ = ["FAULT"]

SPECIAL = re.compile(r"[][.*^$/\\]")
"""What means more than itself to sed."""


def ask(lab: Lab, host: str) -> str | None:
    """The file."""
    return "cat /etc/hosts" if expected(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """A name has another IPv4 address there."""
    meant = expected(lab, host)
    found = []
    for number, line in enumerate(said.splitlines(), 1):
        address, *names = line.partition("#")[0].split() or [""]
        shadowed = [n for n in names if ":" not in address and meant.get(n, address) != address]
        wrong = [f"{name} means {meant[name]}" for name in shadowed]
        if wrong:
            found.append((line, f"line {number} is `{line.strip()}`, and {', '.join(wrong)}"))
    if found:
        parts = " ".join(f"-e {shlex.quote(_deleting(line))}" for line, _ in found)
        evidence = f"/etc/hosts: {'; '.join(said for _, said in found)}"
        yield Cause(evidence, run(f"sed -i {parts} /etc/hosts"))


def _deleting(line: str) -> str:
    """What sed is told, so that it deletes LINE and no other when it is called again."""
    literal = SPECIAL.sub(r"\\\g<0>", line)
    return f"/^{literal}$/d"


FAULT = Fault(
    challenge=Challenge.NAMES,
    sign="one machine alone finds a service at an old address",
    cured_by="the line is deleted",
    ask=ask,
    find=find,
)
