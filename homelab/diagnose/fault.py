"""What a fault is: its sign, what a node is asked for it, and what tells that it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.roadmap.registry import phases

__all__ = [
    "CannotTell",
    "Cause",
    "Challenge",
    "Cure",
    "Fault",
    "Where",
    "apply",
    "by_hand",
    "homelab",
    "run",
]


class Challenge(Enum):
    """The potential challenges of Phases 1 and 2, each by its phase and its place there."""

    HARDWARE = (1, 0)
    CONFLICTS = (1, 1)
    FIRMWARE = (1, 2)
    BLOCKED = (1, 3)
    CONTAINER_NETWORKING = (2, 0)
    NAMES = (2, 1)
    FIREWALL = (2, 2)
    CERTIFICATES = (2, 3)
    BACKUP = (2, 4)
    RESOURCES = (2, 5)

    @property
    def words(self) -> str:
        """The roadmap's own words for it."""
        number, place = self.value
        return phases()[number - 1].challenges[place]


class Where(StrEnum):
    """Where a cure is done."""

    HERE = "here"
    """A command of the machine that homelab runs on, in the lab's folder."""
    NODE = "node"
    """A command of root's on the node."""
    BY_HAND = "by hand"
    """No command: only a person can know."""


@dataclass(frozen=True)
class Cure:
    """What takes a fault away: a command, or what to do in words."""

    words: str
    where: Where

    def then(self, other: Cure) -> Cure:
        """This and then OTHER, both commands of the same place."""
        return Cure(f"{self.words} && {other.words}", self.where)


@dataclass(frozen=True)
class Cause:
    """A fault that is there."""

    evidence: str
    """What was found, and where: the rule, file, unit, name or volume."""
    cure: Cure


class CannotTell(HomelabError):
    """The node's answer doesn't tell whether a fault is there."""


@dataclass(frozen=True)
class Fault:
    """One thing that can be wrong with a node; the file that holds it is its name."""

    challenge: Challenge
    sign: str
    """What a person sees who doesn't know the cause."""
    cured_by: str
    """What is done about it, as the manual has it; a cause has the command."""
    ask: Callable[[Lab, str], str | None]
    """The shell script that a host is asked, which changes nothing; None where it isn't about it.

    Its standard output counts, whatever its exit status.
    """
    find: Callable[[Lab, str, str], Iterable[Cause]]
    """What the host's answer tells; nothing where all is well. Raises CannotTell."""
    unmade: str | None = None
    """Why `homelab lab break` doesn't make it, and where else it was seen to be named."""


def homelab(lab: Lab, line: str) -> Cure:
    """A command LINE of homelab's is run."""
    is_rehearsal = lab.inventory.parent != lab.root
    return Cure(f"homelab {'--lab ' if is_rehearsal else ''}{line}", Where.HERE)


def apply(lab: Lab, host: str, *tasks: str) -> Cure:
    """What HOST should have of TASKS is applied anew."""
    return homelab(lab, f"apply --limit {host} --task {','.join(tasks)}")


def run(line: str) -> Cure:
    """LINE is run on the node, as root."""
    return Cure(line, Where.NODE)


def by_hand(words: str) -> Cure:
    """A person does what WORDS say."""
    return Cure(words, Where.BY_HAND)
