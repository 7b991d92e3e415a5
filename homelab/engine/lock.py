"""One apply at a time on a node, kept by the node's kernel (flock(2)).

The lock is held by a command on the node that lives as long as the controller's connection:
when the controller dies or is cut off, the lock goes with it, so none is ever left behind.
"""

from __future__ import annotations

import getpass
import json
import os
import shlex
import socket
from datetime import UTC, datetime

from homelab.errors import HomelabError
from homelab.transport import Transport
from homelab.transport.base import Hold

__all__ = ["Locked", "lock"]

FILE = "/var/lib/homelab/lock"
TAKE = f"""
mkdir -p -m 700 /var/lib/homelab && exec 9>>{FILE} || exit 1
if flock -n 9; then printf %s "$1" > {FILE}.holder; echo held; echo; cat >/dev/null
else cat {FILE}.holder; echo; echo; fi
"""


class Locked(HomelabError):
    """Somebody else is applying to this node."""


def lock(transport: Transport, host: str) -> Hold:
    """Take the node's lock, to be released by whoever took it; raises Locked with who holds it."""
    hold = transport.hold(f"set -- {shlex.quote(_who())}\n{TAKE}")
    if hold.first_lines != "held":
        hold.release()
        raise Locked(f"{host}: {_describe(hold.first_lines)}; wait for it, or stop it there")
    return hold


def _who() -> str:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    name = f"{getpass.getuser()}@{socket.gethostname()}"
    return json.dumps({"who": name, "pid": os.getpid(), "since": now})


def _describe(said: str) -> str:
    try:
        by = json.loads(said)
        return f"{by['who']} (process {by['pid']}) has been applying since {by['since']}"
    except (ValueError, KeyError, TypeError):
        return "somebody is applying, but left no name yet"
