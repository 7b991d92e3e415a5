"""Names, the services behind them, and who vouches for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from homelab.offers.base import Offer

__all__ = [
    "CertificateAuthority",
    "Challenge",
    "DnsUpdate",
    "FrontDoor",
    "Login",
    "LoginKeeper",
    "Policy",
    "Route",
    "Zone",
]

Challenge = Literal["http-01", "tls-alpn-01", "dns-01"]
"""How control over a name is shown (RFC 8555, section 8; RFC 8737)."""

Policy = Literal["bypass", "one_factor", "two_factor"]
"""What a visitor must show: nothing, a password, or something that only they have besides."""


@dataclass(frozen=True)
class Route(Offer):
    """A host name that leads to a port of the offering workload."""

    host: str
    """The whole name, in lower case."""
    port: int
    """The port inside the container."""
    published: int | None = None
    """The node's port where the front door is on another node; None for the same number."""
    scheme: Literal["http", "https"] = "http"
    """What the service itself speaks."""
    is_encrypted: bool = True
    """Whether visitors come by HTTPS; plain HTTP is sent there."""
    path: str = "/"
    """A path at which the service answers for itself, to whoever asks whether it works."""

    @property
    def node_port(self) -> int:
        """The node's port by which another node's front door reaches the service."""
        return self.published or self.port


@dataclass(frozen=True)
class FrontDoor(Offer):
    """Where the names of the lab are entered: a reverse proxy."""

    http_port: int = 80
    https_port: int = 443
    challenges: tuple[Challenge, ...] = ("http-01", "tls-alpn-01")
    """The ways in which it can have a certificate issued."""


@dataclass(frozen=True)
class Zone(Offer):
    """A domain whose names the node answers for (DNS)."""

    domain: str


@dataclass(frozen=True)
class DnsUpdate:
    """A name server that takes updates (RFC 2136), signed with a key (TSIG, RFC 8945)."""

    server: str
    """HOST:PORT."""
    key: str
    """The key's name."""
    secret: str
    """Reference of the key's secret, in base64."""
    algorithm: str = "hmac-sha256"


@dataclass(frozen=True)
class CertificateAuthority(Offer):
    """Who issues certificates for the lab's names, by ACME (RFC 8555)."""

    directory: str
    """URL of the ACME directory."""
    domains: tuple[str, ...]
    """It issues for these domains and every name beneath them."""
    email: str | None = None
    challenge: Challenge = "http-01"
    root: str | None = None
    """Its root in PEM, for one that machines don't trust by themselves; None for a public one."""
    dns_update: DnsUpdate | None = None
    """Where the records of dns-01 are written."""
    lifetime_hours: int = 90 * 24
    """How long its certificates live, for a front door that has to be told when to renew."""

    def covers(self, host: str) -> bool:
        """Whether it issues for the name HOST."""
        return any(host == name or host.endswith(f".{name}") for name in self.domains)


@dataclass(frozen=True)
class Login(Offer):
    """What a host name asks of those who come, where the lab's own policy isn't right for it."""

    host: str
    policy: Policy = "one_factor"
    groups: tuple[str, ...] = ()
    """Who may pass; empty for every user."""


@dataclass(frozen=True)
class LoginKeeper(Offer):
    """Who knows the lab's users, and is asked by its front doors of every visitor.

    That is forward authentication: a front door sends the head of each request to `asked_at` on the
    port of the keeper's own Route, and lets the visitor pass where the answer is 2xx; any other
    answer is the visitor's.
    """

    host: str
    """The name of the page where people log in."""
    domain: str
    """Names in it can be guarded."""
    asked_at: str
    """Path and query that front doors ask, and nobody else may."""
    policy: Policy
    """What is asked of visitors to names that say nothing of it."""
    groups: tuple[str, ...] | None = None
    """Every group that a user is in; None where that isn't known."""
    identity: tuple[str, ...] = ()
    """Headers of its answer by which a service is told who comes."""
    believed: tuple[str, ...] = ()
    """Headers of a question that it believes, so that none may come from a visitor."""
