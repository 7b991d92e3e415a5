"""Bring what one node packed to another one, by way of the controller: nodes need no trust."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homelab.backup.asking import Progress
from homelab.backup.kept import SCRATCH
from homelab.backup.onnode.moving import folder_of
from homelab.errors import HomelabError
from homelab.transport import Transport

__all__ = ["Move", "NotMoved", "carry"]

PIECE = 32 * 1024 * 1024
"""Bytes that are on their way at once."""


class NotMoved(HomelabError):
    """The service isn't where it is wished; says why, where it serves, and what to do."""


@dataclass(frozen=True)
class Move:
    """A service that is wished on one host and has its data on another."""

    service: str
    old_host: str
    new_host: str


def carry(
    old: Transport, new: Transport, found: Move, packed: dict[str, Any], progress: Progress
) -> None:
    """What was packed on the old host lies on the new one."""
    folder = folder_of(Path(SCRATCH), found.service)
    there, target = shlex.quote(str(folder)), shlex.quote(str(folder / "archive.tar"))
    emptied = f"mkdir -p -m 700 {there} && rm -f {target}"
    free = _ran(new, f"{emptied} && df -P -B1 {there} | awk 'END {{print $4}}'")
    if int(free) < 2 * packed["bytes"]:
        raise NotMoved(
            f"{found.new_host} has {int(free)} bytes free in {folder}, and "
            f"moving {found.service} takes {2 * packed['bytes']}: free some there and move it "
            f"again; it serves on {found.old_host} as before"
        )
    for number in range(0, packed["bytes"], PIECE):
        done = f"{number * 100 // packed['bytes']} % of {packed['bytes'] / 1e6:.0f} MB"
        progress(found.new_host, f"{found.service}: {done} arrived")
        source = f"tail -c +{number + 1} {shlex.quote(packed['archive'])} | head -c {PIECE}"
        _ran(new, f"cat >> {target}", stdin=_ran(old, source))


def _ran(node: Transport, command: str, stdin: bytes | None = None) -> bytes:
    done = node.run(command, stdin=stdin)
    if done.exit_status != 0:
        why = done.stderr.decode(errors="replace").strip() or f"exit status {done.exit_status}"
        raise NotMoved(f"it can't be carried over ({why}): mend that and move it again")
    return done.stdout
