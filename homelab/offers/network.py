"""Where a node is, and what of it others may call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from homelab.offers.base import Offer

__all__ = ["ContainerNetwork", "Forward", "HostAddress", "OpenPort"]


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
class HostAddress(Offer):
    """The IPv4 address that an interface of the node is to have."""

    interface: str
    address: str | None
    """Without prefix length; None for whatever DHCP gives."""
    prefix: int | None = None
    """The address's prefix length; None with DHCP."""
    gateway: str | None = None
    dns: tuple[str, ...] = ()
    """Name servers, best first."""
    cards: tuple[str, ...] = ()
    """What the interface is made of, where it's a bond, a bridge or a VLAN; else itself."""


@dataclass(frozen=True)
class Forward(Offer):
    """A network behind an interface of the node, whose traffic the node passes on to others."""

    interface: str
    """By which that traffic comes in."""
    source: str
    """The network that it comes from, in CIDR notation."""
    to: tuple[str, ...]
    """Networks that it is passed on to, in CIDR notation; what it is answered comes back."""
    comment: str = ""


@dataclass(frozen=True)
class ContainerNetwork(Offer):
    """Addresses by which the node's own containers call it."""

    network: str
    """In CIDR notation."""
