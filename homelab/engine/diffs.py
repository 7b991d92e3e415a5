"""The unified diff between a file on the node and what would be put there."""

from __future__ import annotations

import difflib
import shlex

from homelab.transport import Transport

__all__ = ["diff_of_upload"]

LONGEST = 1 << 20
"""Bytes; of anything longer only the sizes are told."""


def diff_of_upload(transport: Transport, path: str, new: bytes) -> str:
    """What putting NEW at PATH would change; empty where the content is the same already."""
    name = shlex.quote(path)
    done = transport.run(f"[ ! -f {name} ] || head -c {LONGEST + 1} -- {name}")
    old = done.stdout
    if old == new:
        return ""
    texts = [_text(old), _text(new)]
    if texts[0] is None or texts[1] is None:
        return f"{path}: {len(old)} bytes would become {len(new)} bytes, not shown\n"
    lines = difflib.unified_diff(
        texts[0].splitlines(keepends=True),
        texts[1].splitlines(keepends=True),
        fromfile=path if old else "/dev/null",
        tofile=path,
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _text(content: bytes) -> str | None:
    if len(content) > LONGEST or b"\0" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None
