"""A copy brought back beside what is in use, whole and compared, before anybody relies on it."""

from __future__ import annotations

import shutil
from pathlib import Path

from homelab.backup.onnode.shell import Failed
from homelab.backup.onnode.tools import Snapshot, Tool
from homelab.backup.onnode.wishes import Service

__all__ = ["bring"]


def bring(service: Service, tool: Tool, snapshot: Snapshot, scratch: Path) -> None:
    """All that the SERVICE keeps lies in SCRATCH as in SNAPSHOT, each file compared."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    size, free = tool.size(snapshot.name), shutil.disk_usage(scratch).free
    if size > free:
        raise Failed(
            f"{size} bytes are to be restored and {scratch} has room for {free}: free some there"
        )
    tool.restore(snapshot.name, str(scratch))
    for volume, path in service.paths.items():
        if not (scratch / path.lstrip("/")).exists():
            raise Failed(f"the copy has no {volume} ({path})")
