"""What homelab says to the guard on a node, and what the guard answers."""

from __future__ import annotations

import json
import secrets
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homelab.contract import Touched
from homelab.engine.who import who_and_when
from homelab.errors import HomelabError
from homelab.transport import Completed, Transport

__all__ = ["NotArmed", "State", "arm", "confirm", "extend", "guard_state", "revert"]

SCRIPT = Path(__file__).with_name("guard.sh")
ON_NODE = "/var/lib/homelab/guard/guard"
PUT = (
    f"mkdir -p -m 700 /var/lib/homelab && mkdir -p -m 700 {Path(ON_NODE).parent} && "
    f"cat >{ON_NODE}.new && mv -f {ON_NODE}.new {ON_NODE}"
)
ANSWER_SECONDS = 30.0
REVERT_SECONDS = 120.0


class NotArmed(HomelabError):
    """The node can't guard a change, so it isn't made."""


@dataclass(frozen=True)
class State:
    """What the guard on a node says of the last guarded change."""

    state: str = "none"
    """`armed`, `confirmed`, `reverted`, or `none` where there never was one."""
    id: str = ""
    seconds_left: int = 0
    """Until the node puts it back by itself, if armed."""
    about: dict[str, Any] = field(default_factory=dict)
    """`who` (user@machine), `pid`, `since` (ISO 8601) and `task`."""
    why: str = ""
    """Why it was put back, if it was."""

    def __str__(self) -> str:
        if self.state == "none":
            return "no change was ever guarded"
        what = f"{self.about.get('task')}, by {self.about.get('who')} at {self.about.get('since')}"
        after = {
            "armed": f"waits to be confirmed; put back in {self.seconds_left} s",
            "reverted": f"put back: {self.why}",
        }
        return f"{what}: {after.get(self.state, self.state)}"


def arm(transport: Transport, touched: Touched, seconds: int, task: str) -> str:
    """Have the node keep what is TOUCHED, and put it back SECONDS after the last contact.

    The change's ID; raises NotArmed, having changed nothing.
    """
    identity = secrets.token_hex(8)
    about = json.dumps({**who_and_when(), "task": task})
    said = "".join(f"{line}\n" for line in (about, *_lines(touched)))
    put = transport.run(PUT, stdin=SCRIPT.read_bytes(), timeout=ANSWER_SECONDS)
    if put.exit_status == 0:
        put = _ask(transport, ["arm", identity, str(seconds)], stdin=said.encode())
    if put.exit_status != 0:
        raise NotArmed(_said(put))
    return identity


def extend(transport: Transport, identity: str, timeout: float) -> bool:
    """Have the node count from zero again; False when the change isn't waiting any more."""
    return _ask(transport, ["extend", identity], timeout=timeout).exit_status == 0


def confirm(transport: Transport, identity: str) -> None:
    """Keep the change; raises HomelabError when it was put back meanwhile."""
    done = _ask(transport, ["confirm", identity])
    if done.exit_status != 0:
        raise HomelabError(_said(done))


def revert(transport: Transport, why: str) -> None:
    """Put back what waits, now; raises HomelabError where nothing does, or not all could be."""
    done = _ask(transport, ["revert", why], timeout=REVERT_SECONDS)
    if done.exit_status != 0:
        raise HomelabError(_said(done))


def guard_state(transport: Transport) -> State:
    """What the guard on the node knows."""
    done = _ask(transport, ["status"], needed=False)
    if done.exit_status != 0:
        raise HomelabError(_said(done))
    state, *more = [*done.stdout.decode(errors="replace").splitlines(), *[""] * 4][:5]
    if state in ("", "none"):
        return State()
    identity, left, about, why = more
    known = json.loads(about) if about.startswith("{") else {}
    return State(state, identity, max(0, int(left or 0)), known, why)


def _ask(
    transport: Transport,
    words: list[str],
    *,
    stdin: bytes | None = None,
    timeout: float = ANSWER_SECONDS,
    needed: bool = True,
) -> Completed:
    there = "" if needed else f"[ ! -e {ON_NODE} ] || "
    return transport.run(f"{there}sh {ON_NODE} {shlex.join(words)}", stdin=stdin, timeout=timeout)


def _lines(touched: Touched) -> Iterator[str]:
    parts = {
        "file": touched.files,
        "unit": touched.units,
        "user": touched.users,
        "link": touched.links,
    }
    for kind, names in parts.items():
        yield from (f"{kind} {name}" for name in names)
    if touched.firewall:
        yield "firewall"


def _said(done: Completed) -> str:
    return (done.stderr or done.stdout).decode(errors="replace").strip() or "it doesn't say why"
