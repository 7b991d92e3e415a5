"""Plain facts that one provider states and others read; nobody names another provider.

An offer says only what every reader understands. Provenance (who offers it, on which host)
is added by the model, in `Offered`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

__all__ = ["Access", "FirstContact", "HostAddress", "Offer", "Offered", "OpenPort"]


@dataclass(frozen=True)
class Offer:
    """Anything a provider has that others may read."""


O_co = TypeVar("O_co", bound=Offer, covariant=True)


@dataclass(frozen=True)
class Offered(Generic[O_co]):
    """An offer and who makes it."""

    offer: O_co
    host: str
    task: str
    provider: str


@dataclass(frozen=True)
class OpenPort(Offer):
    """A port that other machines are meant to reach."""

    port: int
    protocol: Literal["tcp", "udp"] = "tcp"
    source: str | None = None
    """Network that may reach it, in CIDR notation; None for everybody."""
    comment: str = ""

    def __str__(self) -> str:
        return f"{self.port}/{self.protocol}" + (f" from {self.source}" if self.source else "")


@dataclass(frozen=True)
class Access(Offer):
    """The way in that homelab uses once the node is set up."""

    user: str
    port: int
    identity: str | None = None
    """Path of the private key on the controller; None for the agent and the default keys."""
    sudo_password: str | None = None
    """Reference of the password that sudo asks for; None where it asks for none."""


@dataclass(frozen=True)
class FirstContact(Offer):
    """A way in that exists before the first apply and is closed by it."""

    user: str
    port: int = 22
    identity: str | None = None
    password: str | None = None
    """Reference of the login's password, which sudo may ask for too."""


@dataclass(frozen=True)
class HostAddress(Offer):
    """The IPv4 address that an interface of the node is to have."""

    interface: str
    address: str | None
    """Without prefix length; None for whatever DHCP gives."""
