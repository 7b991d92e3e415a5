"""What is wrong with a lab: each fault says what, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from homelab.errors import HomelabError
from homelab.result import ExitCode

__all__ = ["Fault", "InvalidLab", "Steps", "dotted"]

Steps = tuple[str | int, ...]
"""The way to a value: names and positions, from the outermost in."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the user's files."""

    file: str
    """As the user would call it from the lab's folder."""
    path: str
    """Where in the file, like `firewall.allow[2].port`; empty for the file as a whole."""
    line: int | None
    problem: str
    cure: str

    def __str__(self) -> str:
        where = self.file if self.path or self.line is None else f"{self.file}:{self.line}"
        path = f"{self.path}: " if self.path else ""
        text = f"{where}: {path}{self.problem}; {self.cure}"
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)

    def as_dict(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return asdict(self)


class InvalidLab(HomelabError):
    """The inventory or group data can't be used; every fault is in it, each once."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE

    def __init__(self, faults: Sequence[Fault]) -> None:
        unique = dict.fromkeys(faults)
        self.faults = tuple(sorted(unique, key=lambda fault: (fault.file, fault.line or 0)))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([*map(str, self.faults), count]))


def dotted(steps: Steps) -> str:
    """A path as people write it: `firewall.allow[2].port`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def nearest(name: object, right: Sequence[str]) -> str | None:
    """The one of the RIGHT names that was probably meant by NAME."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(str(name), right, n=1, cutoff=0.6)), None)
