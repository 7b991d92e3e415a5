"""The repository doesn't open with the node's password."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homelab.diagnose import copies
from homelab.diagnose.fault import Cause, Challenge, Fault, apply, homelab
from homelab.model.lab import Lab

__all__ = ["FAULT"]

UNOPENED = re.compile(r"wrong password|no key found|passphrase", re.IGNORECASE)


def ask(lab: Lab, host: str) -> str | None:
    """What is known of copies."""
    return copies.STATE if copies.node(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """The tool said so when it was last run."""
    found = [trouble for trouble in copies.troubles(said) if UNOPENED.search(trouble)]
    if found:
        cure = apply(lab, host, copies.TASK).then(homelab(lab, f"backup --limit {host}"))
        yield Cause(found[0], cure)


FAULT = Fault(
    challenge=Challenge.BACKUP,
    sign="`homelab backup` fails, and copies that are there can't be read",
    cured_by="the backup is applied anew, with the password from your secrets",
    ask=ask,
    find=find,
)
