"""What every way of configuring a network is told."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import (
    AnyAddress,
    HostName,
    InterfaceName,
    V4Address,
    V4Interface,
    V6Interface,
    refused,
)

__all__ = ["NetworkSettings"]


class NetworkSettings(Settings):
    """One interface with its addresses, and who answers for routes and names."""

    interface: InterfaceName = Field(description="The interface to configure, like 'enp3s0'.")
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
        None, ge=576, le=65535, description="MTU in bytes; none for the interface's own."
    )
    outside_name: HostName | None = Field(
        "example.org",
        description="A name of the world outside that must resolve; none for a lab without one.",
    )

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
