"""restic, as the backup program on the node calls it: it is sent there, beside `onnode`."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from homelab.backup.onnode.shell import Failed, run
from homelab.backup.onnode.tools import Snapshot

__all__ = ["Tool"]

UNOPENED = ("wrong password", "no key found")


class Tool:
    """One of the repositories."""

    def __init__(self, said: Mapping[str, Any], repository: Mapping[str, Any]) -> None:
        self._host, self._keep, self._options = said["host"], said["keep"], said["options"]
        self.environment = {
            "RESTIC_REPOSITORY": repository["url"],
            "RESTIC_PASSWORD_FILE": said["password_file"],
            "XDG_CACHE_HOME": "/var/cache",
            **repository["environment"],
        }
        self._waits = "--retry-lock" in run("restic backup --help", "restic can't be run")

    def prepare(self) -> None:
        """The repository is there and opens; it is made where there is none."""
        try:
            self._restic("cat config", "the repository can't be opened")
        except Failed as failure:
            if any(sign in str(failure) for sign in UNOPENED):
                raise
            self._restic("init", "the repository can't be made")

    def copy(self, service: str, paths: Sequence[str]) -> str:
        """Keep PATHS as they are now."""
        line = f"backup --json {self._of(service)} {self._options} {shlex.join(paths)}"
        lines = self._restic(line, "the copy failed").splitlines()
        summary = next(json.loads(said) for said in reversed(lines) if '"summary"' in said)
        return str(summary["snapshot_id"])[:8]

    def thin(self) -> None:
        """Forget what is older than two days and nobody keeps, and delete what nothing needs.

        So the copy of a night isn't displaced by one that a restore makes the same day.
        """
        kept = " ".join(f"--keep-{each} {number}" for each, number in self._keep.items() if number)
        of = f"--host {shlex.quote(self._host)} --group-by host,tags --keep-within 2d"
        self._restic(f"forget --quiet {of} {kept} --prune", "it can't be thinned out")

    def check(self) -> None:
        """Structure, and every pack is there."""
        self._restic("check --quiet", "the repository is damaged")

    def snapshots(self, service: str) -> list[Snapshot]:
        """Those of SERVICE on this node."""
        said = self._restic(f"snapshots --json {self._of(service)}", "it can't be listed")
        found = [Snapshot(each["short_id"], _time(each["time"])) for each in json.loads(said)]
        return sorted(found, key=lambda each: each.time)

    def size(self, snapshot: str) -> int:
        """Bytes of all files."""
        said = self._restic(f"stats --json --mode restore-size {snapshot}", "it can't be measured")
        return int(json.loads(said)["total_size"])

    def restore(self, snapshot: str, target: str) -> None:
        """All of it below TARGET; restic reads each file again and compares (--verify)."""
        line = f"restore {snapshot} --verify --target {shlex.quote(target)}"
        self._restic(line, "the restore failed")

    def _of(self, service: str) -> str:
        return f"--host {shlex.quote(self._host)} --tag {shlex.quote(service)}"

    def _restic(self, line: str, what: str) -> str:
        waiting = "--retry-lock 10m " if self._waits else ""
        return run(f"restic {waiting}{line}", what, self.environment)


def _time(said: str) -> datetime:
    """RFC 3339 with nanoseconds, of which Python takes six digits."""
    head, dot, tail = said.partition(".")
    if not dot:
        return datetime.fromisoformat(said)
    digits = len(tail) - len(tail.lstrip("0123456789"))
    return datetime.fromisoformat(f"{head}.{tail[:digits][:6]:0<6}{tail[digits:]}")
