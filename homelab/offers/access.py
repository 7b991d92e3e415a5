"""How a node is entered."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.offers.base import Offer

__all__ = ["Access", "FirstContact"]


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
    keys: tuple[str, ...] = ()
    """Public keys that open it, where an installation of ours puts them there."""
