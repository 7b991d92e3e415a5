"""testinfra's questions over homelab's own connection: no process and no login per question."""

from __future__ import annotations

from typing import Any

from testinfra.backend.base import BaseBackend, CommandResult

from homelab.transport import Transport

__all__ = ["TransportBackend"]

SECONDS = 60.0
"""A checkpoint's command that takes longer tells nothing."""


class TransportBackend(BaseBackend):  # type: ignore[misc] # testinfra has no types
    """Runs as root what testinfra asks, by a Transport."""

    NAME = "homelab"

    def __init__(self, hostname: str, transport: Transport) -> None:
        super().__init__(hostname)
        self._transport = transport
        self._encoding = "utf-8"  # else testinfra asks every node for it

    def run(self, command: str, *args: str, **_kwargs: Any) -> CommandResult:
        """Run COMMAND with ARGS quoted into it; raises CommandTimeout and Unreachable."""
        line = self.quote(command, *args)
        done = self._transport.run(line, timeout=SECONDS)
        return self.result(done.exit_status, line.encode(), done.stdout, done.stderr)
