"""One apply at a time on a node, kept by the node's kernel (flock(2)).

The lock is held by a command on the node that lives as long as the controller's connection:
when the controller dies, the lock goes with it. A controller that lost one connection and has
another takes its own lock over from the one that is lost.
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from homelab.errors import HomelabError
from homelab.transport import Transport
from homelab.transport.base import Hold

__all__ = ["Locked", "lock"]

FILE = "/var/lib/homelab/lock"
TAKE = f"""
mkdir -p -m 700 /var/lib/homelab && exec 9>>{FILE} || exit 1
if ! flock -n 9 && [ "$(cat {FILE}.holder)" = "$1" ]; then
kill "$(cat {FILE}.pid)"; flock -w 10 9; fi
if flock -n 9; then printf %s "$1" >{FILE}.holder; echo $$ >{FILE}.pid; echo held; echo; read -r _
else cat {FILE}.holder; echo; echo; fi
"""


class Locked(HomelabError):
    """Somebody else is applying to this node."""


def lock(transport: Transport, host: str, run: dict[str, Any]) -> Hold:
    """Take the node's lock for a RUN, to be released by it; raises Locked with who holds it."""
    hold = transport.hold(f"set -- {shlex.quote(json.dumps(run))}\n{TAKE}")
    if hold.first_lines != "held":
        hold.release()
        raise Locked(f"{host}: {_describe(hold.first_lines)}; wait for it, or stop it there")
    return hold


def _describe(said: str) -> str:
    try:
        by = json.loads(said)
        return f"{by['who']} (process {by['pid']}) has been applying since {by['since']}"
    except (ValueError, KeyError, TypeError):
        return "somebody is applying, but left no name yet"
