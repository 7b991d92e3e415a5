"""What every transport can do, and how it says that it can't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from homelab.contract import CameBy
from homelab.errors import HomelabError
from homelab.transport.ways import Way

__all__ = [
    "CommandTimeout",
    "Completed",
    "Hold",
    "HostKeyChanged",
    "NotAdmitted",
    "NotNow",
    "Transport",
    "Unreachable",
]


class Unreachable(HomelabError):
    """The node can't be asked: no route, no answer, or the connection broke."""


class NotAdmitted(Unreachable):
    """The node answers but doesn't let homelab in, or not as root."""


class NotNow(Unreachable):
    """The node's sshd refuses this address for a while, as too much failed from it."""


class HostKeyChanged(Unreachable):
    """The node's host key isn't the one that was pinned at first contact."""


class CommandTimeout(HomelabError):
    """A command ran longer than it was allowed to, and was ended."""


@dataclass(frozen=True)
class Completed:
    """A command that ended; its output undecoded."""

    exit_status: int
    stdout: bytes
    stderr: bytes


class Hold(Protocol):
    """A command that goes on for as long as it is held, and ends with the connection."""

    first_lines: str

    def release(self) -> None:
        """End it."""


class Transport(Protocol):
    """Runs commands as root on one node; threads may share it."""

    came_by: CameBy | None
    """How the connection reaches the node; None where there is none."""
    is_first_contact: bool
    """Whether it came by a way that the first apply closes."""

    @property
    def way(self) -> Way | None:
        """How it was opened; None where there is only one way, as on the controller itself."""

    def run(
        self, command: str, *, stdin: bytes | None = None, timeout: float | None = None
    ) -> Completed:
        """Run COMMAND by `sh -c`; seconds in TIMEOUT. Raises CommandTimeout, Unreachable."""

    def hold(self, command: str) -> Hold:
        """Start COMMAND, wait for the first line it prints and an empty one, keep it going."""

    def close(self) -> None:
        """End the connection; a second close does nothing."""
