"""Bonds, bridges and VLANs: what they are told, and what a node's interfaces are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Interface, IPv6Interface
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from homelab.contract import Settings
from homelab.fields import InterfaceName, V4Interface, V6Interface, refused, shown

__all__ = ["Bond", "Bridge", "Link", "Made", "Vlan", "VlanId", "below", "lowest_first", "named"]

LAST_VLAN = 4094


def _vlan_id(value: object) -> int:
    cure = f"choose an id from 1 to {LAST_VLAN} (IEEE 802.1Q)"
    if isinstance(value, bool) or not isinstance(value, int):
        raise refused(f"{shown(value)} is not a whole number", cure)
    if not 1 <= value <= LAST_VLAN:
        raise refused(f"no VLAN has the id {shown(value)}", cure)
    return value


def _without_none(value: object) -> object:
    """What is None is left out: a host can do without what its group has."""
    if isinstance(value, Mapping):
        return {key: each for key, each in value.items() if each is not None}
    return value


VlanId = Annotated[int, BeforeValidator(_vlan_id)]
named = BeforeValidator(_without_none)
"""For a dict of links by name, in which None takes one away."""


class Bond(Settings):
    """Several cards that act as one."""

    interfaces: list[InterfaceName] = Field(description="The cards, two or more.")
    mode: Literal[
        "balance-rr",
        "active-backup",
        "balance-xor",
        "broadcast",
        "802.3ad",
        "balance-tlb",
        "balance-alb",
    ] = Field(
        "active-backup",
        description="How they share the work; 802.3ad (LACP) needs a switch that does it too.",
    )
    mii_monitor_interval: int = Field(
        100, ge=1, le=10_000, description="How often a card's cable is looked at, in milliseconds."
    )

    @model_validator(mode="after")
    def has_cards(self) -> Self:
        """A bond of one protects from nothing."""
        if len(set(self.interfaces)) < 2:  # noqa: PLR2004 - the least that can be joined
            raise refused(
                "this is a bond of fewer than two interfaces",
                "name two or more, or do without a bond",
                at="interfaces",
            )
        return self


class Bridge(Settings):
    """A switch inside the node, for virtual machines and containers."""

    interfaces: list[InterfaceName] = Field(
        default_factory=list, description="Its ports: cards, bonds or VLANs."
    )
    stp: bool = Field(
        default=False, description="Spanning Tree, for a bridge that is part of a ring of switches."
    )


class Vlan(Settings):
    """One VLAN of the traffic on a link, as an interface of its own."""

    id: VlanId = Field(description="1 to 4094.", examples=[20])
    link: InterfaceName = Field(description="The card or bond by which its traffic comes.")
    address: V4Interface | None = Field(
        None, description="IPv4 address and prefix length; `address` above where it's `interface`."
    )
    ipv6_address: V6Interface | None = Field(
        None, description="IPv6 address and prefix length, likewise."
    )
    dhcp: bool = Field(default=False, description="Whether its IPv4 address comes by DHCP.")

    @model_validator(mode="after")
    def has_one_source(self) -> Self:
        """An address is given or comes by DHCP."""
        if self.dhcp and self.address is not None:
            raise refused(
                f"address {self.address} is given, and DHCP is asked for another",
                "remove one of them",
                at="dhcp",
            )
        return self


Made = Bond | Bridge | Vlan


@dataclass(frozen=True)
class Link:
    """An interface that homelab configures: a card, or one that is made of others."""

    name: str
    made: Made | None = None
    """How it is made; None for a card."""
    addresses: tuple[IPv4Interface | IPv6Interface, ...] = ()
    is_dhcp: bool = False
    is_main: bool = False
    """Whether it is the one that has the declared gateway and name servers."""
    controller: str | None = None
    """The bond or bridge that it is part of."""
    vlans: tuple[str, ...] = ()
    """Those whose traffic comes by it."""
    mtu: int | None = None

    @property
    def kind(self) -> str:
        """As the kernel and every manager call it: bond, bridge, vlan, or ethernet."""
        return "ethernet" if self.made is None else type(self.made).__name__.lower()

    @property
    def below(self) -> tuple[str, ...]:
        """What it is made of."""
        return below(self.made)

    @property
    def is_silent(self) -> bool:
        """Whether it has no address of its own and only carries others."""
        return not self.addresses and not self.is_dhcp and not self.is_main


def below(made: Made | None) -> tuple[str, ...]:
    """The interfaces that MADE is made of."""
    if made is None:
        return ()
    return (made.link,) if isinstance(made, Vlan) else tuple(dict.fromkeys(made.interfaces))


def lowest_first(made: Mapping[str, Made], names: Iterator[str]) -> list[str]:
    """NAMES and all they are made of, each once and after what it is made of.

    Raises LookupError with the name of one that would be made of itself.
    """
    found: dict[str, None] = {}

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise LookupError(name)
        for each in below(made.get(name)):
            visit(each, (*above, name))
        found.setdefault(name)

    for name in names:
        visit(name, ())
    return list(found)
