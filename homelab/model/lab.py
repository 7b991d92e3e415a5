"""The lab: hosts, how they are reached, what was chosen for them, and what that offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from homelab.contract import Node, Settings
from homelab.model.faults import Fault
from homelab.offers import Offer, Offered
from homelab.roadmap import registry

__all__ = ["Choice", "Connection", "Host", "Lab", "resolve_rehearsed", "resolve_secret"]

OfferT = TypeVar("OfferT", bound=Offer)


def resolve_secret(reference: str, root: Path) -> str:
    """The secret behind REFERENCE, from the stores of the lab in ROOT."""
    from homelab.secrets import resolve

    return resolve(reference, root)


def resolve_rehearsed(reference: str, root: Path) -> str:
    """The throwaway value that stands for a secret while the lab in ROOT is rehearsed."""
    from homelab.secrets.rehearsed import rehearsed_secret

    return rehearsed_secret(reference, root / ".homelab" / "lab")


@dataclass(frozen=True)
class Connection:
    """How the inventory says a host is reached; what Access and FirstContact say comes first."""

    kind: Literal["ssh", "local", "fake"]
    hostname: str
    known_hosts: Path
    port: int | None = None
    user: str | None = None
    identity: Path | None = None
    """The private key on the controller; None for the agent and the default keys."""
    config_file: Path | None = None
    """The ssh_config(5) file that aliases are looked up in; None for the user's own."""
    responses: Mapping[Any, Any] = field(default_factory=dict, repr=False)
    """What a fake host answers, as pyinfra's `fake_responses` has it."""


@dataclass(frozen=True)
class Choice:
    """A provider that was chosen for a host's task, with its settings."""

    task: str
    provider: str
    settings: Settings

    def __str__(self) -> str:
        return f"{self.task}/{self.provider}"


@dataclass(frozen=True)
class Host:
    """One machine of the lab."""

    name: str
    """The name by which the inventory, `--limit` and reports call it."""
    address: str
    """Where the other hosts reach it: an IP address or a name."""
    groups: tuple[str, ...]
    connection: Connection
    choices: tuple[Choice, ...] = ()
    """What it is to have, in the roadmap's order."""


@dataclass(frozen=True)
class Lab:
    """The whole model, valid and the same object for everybody."""

    root: Path
    """The folder that holds `.homelab/`: the inventory's own."""
    inventory: Path
    hosts: Mapping[str, Host]
    offered: tuple[Offered[Offer], ...] | None = field(default=None, repr=False)
    """Every offer, in the inventory's and the roadmap's order; None until all are stated."""
    warnings: tuple[Fault, ...] = field(default=(), repr=False)
    """What isn't wrong in itself, and mostly isn't meant so."""
    resolver: Callable[[str, Path], str] = field(default=resolve_secret, repr=False)
    revealed: set[str] = field(default_factory=set, repr=False, compare=False)
    """Values that were revealed so far, so that whoever prints can mask them."""

    def offers(self, kind: type[OfferT], host: str | None = None) -> tuple[Offered[OfferT], ...]:
        """Every offer of a kind, over the lab or on one host, in the inventory's order."""
        if self.offered is None:
            raise RuntimeError(
                "an offer is stated from the node's own settings; it can't read other offers"
            )
        return tuple(
            cast("Offered[OfferT]", offered)
            for offered in self.offered
            if isinstance(offered.offer, kind) and host in (None, offered.host)
        )

    def addresses(self) -> Mapping[str, str]:
        """Address of every host by its name, as the others reach it."""
        return {host.name: host.address for host in self.hosts.values()}

    @property
    def is_rehearsal(self) -> bool:
        """Whether its hosts are throwaway nodes that stand for those of another lab."""
        return self.resolver is resolve_rehearsed

    @property
    def kept(self) -> Path:
        """Folder of what homelab keeps of the lab; a rehearsal has its own."""
        return self.inventory.parent if self.is_rehearsal else self.root / ".homelab"

    def node(self, host: str, task: str, provider: str) -> Node[Any]:
        """One host as one of its providers sees it; raises KeyError when it wasn't chosen."""
        found = self.hosts[host]
        for choice in found.choices:
            if (choice.task, choice.provider) == (task, provider):
                folder = registry.provider(task, provider).folder
                return Node(host, found.address, task, provider, choice.settings, self, folder)
        raise KeyError(f"{host}: {task}/{provider}")

    def nodes(self, task: str) -> tuple[Node[Any], ...]:
        """Every node of a task, a host with two of its providers twice."""
        return tuple(
            self.node(host.name, task, choice.provider)
            for host in self.hosts.values()
            for choice in host.choices
            if choice.task == task
        )

    def reveal(self, reference: str) -> str:
        """The value behind a secret's reference; raises SecretError."""
        value = self.resolver(reference, self.root)
        self.revealed.add(value)
        return value

    def derive(self, reference: str, how: Callable[[str], str]) -> str:
        """What HOW makes of the value behind a secret's reference; raises SecretError."""
        made = how(self.reveal(reference))
        self.revealed.add(made)
        return made
