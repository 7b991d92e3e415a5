"""What every way of configuring a network is told."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv6Interface
from typing import Annotated, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import (
    AnyAddress,
    HostName,
    InterfaceName,
    Port,
    V4Address,
    V4Interface,
    V6Interface,
    refused,
)
from homelab.roadmap.phase1.network.links import (
    Bond,
    Bridge,
    Link,
    Made,
    Vlan,
    below,
    lowest_first,
    named,
)
from homelab.roadmap.phase1.network.rules import Wish, faults

__all__ = ["NetworkSettings"]


class NetworkSettings(Settings):
    """The interfaces with their addresses, and who answers for routes and names."""

    interface: InterfaceName = Field(
        description="The interface that has the address, like 'enp3s0'; or one declared below."
    )
    address: V4Interface | None = Field(
        None, description="IPv4 address and prefix length, like '10.0.0.5/24'; none for DHCP."
    )
    ipv6_address: V6Interface | None = Field(
        None,
        description="IPv6 address and prefix length; none for what routers advertise.",
    )
    gateway: V4Address | None = Field(
        None, description="Router of a static IPv4 address; none for a network without a way out."
    )
    dns: list[AnyAddress] = Field(
        default_factory=list,
        description=(
            "Name servers, best first. Where systemd-resolved runs it is told of them, elsewhere "
            "they are written to /etc/resolv.conf; with none declared it is left alone."
        ),
    )
    search_domains: list[HostName] = Field(
        default_factory=list,
        description="Domains that short names are looked up in; used together with `dns`.",
    )
    mtu: int | None = Field(
        None,
        ge=576,
        le=65535,
        description="MTU in bytes, also of what `interface` is made of; none for the card's own.",
    )
    bonds: Annotated[dict[InterfaceName, Bond], named] = Field(
        default_factory=dict, description="Cards that act as one, by the name that they get."
    )
    bridges: Annotated[dict[InterfaceName, Bridge], named] = Field(
        default_factory=dict, description="Switches inside the node, by name."
    )
    vlans: Annotated[dict[InterfaceName, Vlan], named] = Field(
        default_factory=dict,
        description="VLANs (IEEE 802.1Q) by name, like 'eth0.20'.",
    )
    outside_name: HostName | None = Field(
        "example.org",
        description="A name of the world outside that must resolve; none for a lab without one.",
    )
    outside_port: Port | None = Field(
        443, description="TCP port on which it must answer a call; none where none is allowed."
    )

    @property
    def made(self) -> dict[str, Made]:
        """Every declared interface that isn't a card, by name."""
        return {**self.bonds, **self.bridges, **self.vlans}

    @property
    def links(self) -> tuple[Link, ...]:
        """Every interface that is configured, each after what it is made of."""
        made = self.made
        names = lowest_first(made, iter((self.interface, *made)))
        controllers = {
            member: name
            for name, link in made.items()
            if not isinstance(link, Vlan)
            for member in link.interfaces
        }
        carrying = lowest_first(made, iter((self.interface,)))
        return tuple(
            Link(
                name,
                made.get(name),
                self._addresses_of(name),
                is_dhcp=self._has_dhcp(name),
                is_main=name == self.interface,
                controller=controllers.get(name),
                vlans=tuple(vlan for vlan, each in self.vlans.items() if each.link == name),
                mtu=self.mtu if name in carrying else None,
            )
            for name in names
        )

    @property
    def cards(self) -> tuple[str, ...]:
        """Those of the links that homelab doesn't make, and that must be there."""
        return tuple(link.name for link in self.links if link.made is None)

    def cards_of(self, name: str) -> tuple[str, ...]:
        """The cards that an interface is made of; itself where it is one."""
        return tuple(
            n for n in lowest_first(self.made, iter((name,))) if not below(self.made.get(n))
        )

    def _addresses_of(self, name: str) -> tuple[IPv4Interface | IPv6Interface, ...]:
        of = self if name == self.interface else self.vlans.get(name)
        return tuple(a for a in (of.address, of.ipv6_address) if a) if of is not None else ()

    def _has_dhcp(self, name: str) -> bool:
        if name == self.interface:
            return self.address is None
        return name in self.vlans and self.vlans[name].dhcp

    @model_validator(mode="after")
    def has_links_that_can_be(self) -> Self:
        """Its links can be made, and every address is a host's, in a subnet of its own."""
        addresses: dict[tuple[str | int, ...], IPv4Interface | IPv6Interface] = {
            (*path, key): address
            for path, of in (((), self), *((("vlans", n), v) for n, v in self.vlans.items()))
            for key in ("address", "ipv6_address")
            if (address := getattr(of, key)) is not None
        }
        wish = Wish(self.interface, self.bonds, self.bridges, self.vlans, addresses)
        if (fault := next(faults(wish), None)) is not None:
            raise fault
        return self

    @model_validator(mode="after")
    def has_a_gateway_that_it_reaches(self) -> Self:
        """The gateway is another machine, in the address's own network."""
        if self.gateway is None:
            return self
        if self.address is None:
            raise refused(
                f"gateway {self.gateway} is given, but the address comes by DHCP with its own",
                "give `address` too, or remove `gateway`",
                at="gateway",
            )
        if self.gateway == self.address.ip:
            raise refused(
                f"address {self.gateway} is the gateway of its own subnet",
                "give it another",
                at="address",
            )
        if self.gateway not in self.address.network:
            raise refused(
                f"gateway {self.gateway} is outside of {self.address.network}",
                "choose one inside, or correct the address's prefix length",
                at="gateway",
            )
        return self
