"""Where a node is, and what of it others may call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from homelab.offers.base import Offer

__all__ = ["HostAddress", "OpenPort"]


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
