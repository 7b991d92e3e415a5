"""What a phase, a task and a provider are, and what a provider sees of its node.

A provider is one folder of the roadmap; everything here is data that such a folder states
or reads. The words are those of the roadmap and of CMMN 1.1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from homelab.offers import Offer, Offered, OpenPort

__all__ = [
    "ANY",
    "NAMED",
    "ONE",
    "CameBy",
    "Choose",
    "Criterion",
    "Estimate",
    "LabView",
    "Node",
    "Phase",
    "Provider",
    "Settings",
    "Task",
    "Touched",
    "days",
    "hours",
]


class Settings(BaseModel):
    """The typed wishes for one provider; its fields' descriptions are the manual."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


S_co = TypeVar("S_co", bound=Settings, covariant=True)
OfferT = TypeVar("OfferT", bound=Offer)


class Choose(StrEnum):
    """How many providers of a task one node may have."""

    ONE = "one"
    ANY = "any"
    NAMED = "named"
    """Any number of the task's one provider, each under a name of the user's own."""


ONE, ANY, NAMED = Choose.ONE, Choose.ANY, Choose.NAMED


@dataclass(frozen=True)
class Estimate:
    """How long a person takes by hand, in hours; `most` is None where the roadmap says ongoing."""

    least: float
    most: float | None


def hours(least: float, most: float | None = None) -> Estimate:
    """An estimate in hours of work."""
    return Estimate(least, least if most is None else most)


def days(least: float, most: float) -> Estimate:
    """An estimate in days, each of eight working hours."""
    return Estimate(least * 8, most * 8)


@dataclass(frozen=True)
class Criterion:
    """A condition of a phase, in the roadmap's words, and who answers for it (CMMN's sentry)."""

    text: str
    tasks: tuple[str, ...] = ()
    """Tasks, all of whose checkpoints must be good on every host that has them."""
    phase: int | None = None
    """The phase whose exit criteria must be met."""
    is_optional: bool = False
    """Whether tasks that no host has are left out; otherwise they leave it unknown."""

    @property
    def is_for_a_person(self) -> bool:
        """Whether only a person can say if it is met."""
        return not self.tasks and self.phase is None


@dataclass(frozen=True)
class Phase:
    """A CMMN stage of the roadmap: its goal, criteria and tasks, in the roadmap's order."""

    number: int
    title: str
    stage: str
    goal: str
    entry: tuple[Criterion, ...]
    tasks: tuple[str, ...]
    checkpoints: tuple[str, ...]
    exit: tuple[Criterion, ...]
    challenges: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """One thing that must be there, however it is provided."""

    title: str
    steps: tuple[str, ...]
    estimate: Estimate
    choose: Choose = ONE
    after: tuple[str, ...] = ()
    """Names of the tasks that must hold first (the roadmap's dependencies, CMMN's on-parts)."""
    requires: tuple[str, ...] = ()
    """Dependencies that are not tasks, in the roadmap's words."""
    reads: tuple[type[Offer], ...] = ()
    milestone: str | None = None
    checkpoints: tuple[str, ...] = ()
    """Those of the roadmap's checkpoints that this task answers for."""
    optional: bool = False
    is_exclusive: bool = False
    """Whether two providers can't be at work at once, so that one goes before another comes; both
    within one guarded change where they could cut homelab off."""
    is_given: bool = False
    """Whether a machine that answers has it anyhow (hardware, a system, an address), so that
    nothing needs a wish for it in order to stand on it."""


class LabView(Protocol):
    """What a provider may ask about the lab as a whole."""

    @property
    def root(self) -> Path:
        """Folder of the inventory."""

    @property
    def kept(self) -> Path:
        """Folder of what homelab keeps of the lab; a rehearsal has its own."""

    def offers(self, kind: type[OfferT], host: str | None = None) -> tuple[Offered[OfferT], ...]:
        """Every offer of a kind, over the lab or on one host, in the inventory's order."""

    def addresses(self) -> Mapping[str, str]:
        """Address of every host by its name, as the others reach it."""

    def reveal(self, reference: str) -> str:
        """The value behind a secret's reference; raises SecretError."""

    def derive(self, reference: str, how: Callable[[str], str]) -> str:
        """What HOW makes of the value behind a secret's reference; raises SecretError."""


class CameBy(NamedTuple):
    """How a connection reaches a node, as the node sees it."""

    address: str
    port: int
    user: str


@dataclass(frozen=True)
class Node(Generic[S_co]):
    """One host of the lab as one provider sees it."""

    name: str
    address: str
    """Where the other nodes reach it: an IP address or a name."""
    task: str
    provider: str
    settings: S_co
    lab: LabView = field(repr=False, compare=False)
    folder: Path = field(repr=False, compare=False)
    """The provider's own folder."""
    came_by: CameBy | None = None
    """How homelab's connection reaches the node now, which must stay open; None without one."""

    @property
    def open_ports(self) -> tuple[OpenPort, ...]:
        """Every port that something on this node offers, each once, in order of offering."""
        return tuple(dict.fromkeys(o.offer for o in self.lab.offers(OpenPort, self.name)))

    def offered(self, kind: type[OfferT]) -> tuple[OfferT, ...]:
        """What this provider itself offers of a KIND."""
        return tuple(
            each.offer
            for each in self.lab.offers(kind, self.name)
            if (each.task, each.provider) == (self.task, self.provider)
        )

    def render(self, path: str, *, within: str = "files", **values: Any) -> str:
        """The template PATH in this provider's folder WITHIN, or else in its task's.

        It has `node`, `settings` and VALUES.
        An undefined name is an error (jinja2.StrictUndefined), never an empty string.
        """
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        environment = Environment(
            loader=FileSystemLoader([self.folder / within, self.folder.parent / within]),
            undefined=StrictUndefined,
            autoescape=False,  # noqa: S701 - configuration files, not HTML
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        template = environment.get_template(path)
        return template.render(node=self, settings=self.settings, **values)

    def reveal(self, reference: str) -> str:
        """The secret behind REFERENCE, for use on the controller and nowhere else."""
        return self.lab.reveal(reference)

    def derive(self, reference: str, how: Callable[[str], str]) -> str:
        """What HOW makes of the secret behind REFERENCE, which is as secret and masked likewise."""
        return self.lab.derive(reference, how)


@dataclass(frozen=True)
class Touched:
    """What a provider's work may change on a node: all that its guard must be able to put back."""

    files: tuple[str, ...] = ()
    """Absolute paths of files and folders, there or not."""
    units: tuple[str, ...] = ()
    """systemd units whose state at boot and now may change."""
    users: tuple[str, ...] = ()
    """Users whose password and groups may change."""
    links: tuple[str, ...] = ()
    """Network interfaces with their addresses and routes."""
    firewall: bool = False
    """The kernel's packet filter, of iptables and of nftables."""

    def __add__(self, other: Touched) -> Touched:
        """Both together, each thing once."""
        return Touched(
            _union(self.files, other.files),
            _union(self.units, other.units),
            _union(self.users, other.users),
            _union(self.links, other.links),
            firewall=self.firewall or other.firewall,
        )


def _union(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some + others))


@dataclass(frozen=True)
class Provider:
    """One way to have a task; the package that holds it is its name and its manual."""

    settings: type[Settings]
    upstream: str
    """The page that the settings' names and meanings come from."""
    offers: Callable[[Node[Any]], Iterable[Offer]] = lambda _node: ()
    touches: Callable[[Node[Any]], Touched] | None = None
    """Stated by a provider whose mistakes can cut homelab off (SSH, firewall, network): such a
    change is put back by the node itself unless homelab gets in by a new connection."""
    before: tuple[str, ...] = ()
    """Tasks that the roadmap has earlier and that stand on this provider where a lab has it."""
    systems: tuple[str, ...] = ("debian-12", "debian-13")
    """The rehearsal's systems that it is tried on; what stands on it is tried on these alone."""
    untried: str | None = None
    """Why its life can't be lived on rehearsal nodes, so that nothing of it is proved there."""
    exempt: Mapping[str, str] = field(default_factory=dict)
    """Conformance rules that don't hold for it, each with its reason."""
