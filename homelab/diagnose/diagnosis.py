"""What came of asking the nodes for faults."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.diagnose.fault import Cure
from homelab.result import ExitCode

__all__ = ["Diagnosis", "Named", "Unknown"]


@dataclass(frozen=True)
class Named:
    """A fault on a host."""

    host: str
    fault: str
    challenge: str
    sign: str
    evidence: str
    cure: Cure


@dataclass(frozen=True)
class Unknown:
    """What couldn't be asked of a host."""

    host: str
    fault: str
    """Empty for all of them: the host doesn't answer."""
    why: str


@dataclass(frozen=True)
class Diagnosis:
    """All of it, hosts in the inventory's order."""

    named: tuple[Named, ...]
    unknown: tuple[Unknown, ...]

    @property
    def code(self) -> ExitCode:
        """OK where every host answered and nothing is named."""
        return ExitCode.FAILED if self.named or self.unknown else ExitCode.OK
