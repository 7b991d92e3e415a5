"""The controller itself as a node (`@local`)."""

from __future__ import annotations

import os
import subprocess

from homelab.contract import CameBy
from homelab.transport.base import CommandTimeout, Completed, NotAdmitted

__all__ = ["LocalTransport"]


class LocalHold:
    """A held command on this machine; it ends when its input does."""

    def __init__(self, argv: list[str]) -> None:
        self._process = subprocess.Popen(
            argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        self.first_lines = "".join(iter(self._process.stdout.readline, "\n")).strip()

    def release(self) -> None:
        """End it by closing its input."""
        self._process.communicate()


class LocalTransport:
    """Runs commands here, by sudo unless homelab is root already."""

    came_by: CameBy | None = None
    way: None = None
    is_first_contact: bool = False

    def __init__(self) -> None:
        self._prefix: list[str] = [] if os.geteuid() == 0 else ["sudo", "-n", "--"]
        if self.run("true").exit_status != 0:
            raise NotAdmitted(
                "@local: sudo asks for a password; run homelab as root or allow sudo without one"
            )

    def run(
        self, command: str, *, stdin: bytes | None = None, timeout: float | None = None
    ) -> Completed:
        """Run COMMAND by `sh -c` as root."""
        try:
            done = subprocess.run(
                [*self._prefix, "env", "LC_ALL=C.UTF-8", "sh", "-c", command],
                input=stdin if stdin is not None else b"",
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as expired:
            raise CommandTimeout(f"longer than {timeout:.0f} s: {command[:120]}") from expired
        return Completed(done.returncode, done.stdout, done.stderr)

    def hold(self, command: str) -> LocalHold:
        """Start COMMAND and keep it going."""
        return LocalHold([*self._prefix, "sh", "-c", command])

    def close(self) -> None:
        """Nothing to end: each command was its own process."""
