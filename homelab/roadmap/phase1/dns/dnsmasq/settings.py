"""Settings of dnsmasq; names and meanings as in dnsmasq(8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import HostName, MacAddress, V4Address, refused
from homelab.names import whole
from homelab.roadmap.phase1.dns.settings import DnsSettings

__all__ = ["Dhcp", "DnsmasqSettings", "Range", "Reservation"]


class Range(Settings):
    """Addresses to hand out, in a network that the node has an interface in."""

    first: V4Address = Field(description="The first one.")
    last: V4Address = Field(description="The last one.")

    @model_validator(mode="after")
    def goes_upwards(self) -> Self:
        """The first address isn't above the last."""
        if self.first > self.last:
            cure = "exchange the two"
            raise refused(f"{self.first} is above {self.last}", cure, at="first")
        return self


class Reservation(Settings):
    """A machine that always gets the same address, and so can have a name."""

    mac: MacAddress = Field(description="The hardware address of its network interface.")
    address: V4Address = Field(description="The address that it gets, in the range or outside.")
    name: HostName = Field(description="Its name, a single label in the lab's domain or whole.")


class Dhcp(Settings):
    """Addresses by DHCP. No other server of the network may hand out any: switch the router's off.

    Machines are called as reserved here; what they call themselves counts for nothing.
    """

    range: Range | None = Field(
        None, description="Addresses for whoever asks; none for reservations only."
    )
    reservations: list[Reservation] = Field(
        default_factory=list, description="Machines with an address of their own."
    )
    router: V4Address | None = Field(
        None, description="The network's way out; none for a network without."
    )
    lease_time: str = Field(
        "12h", pattern=r"^[1-9]\d*[mhd]$", description="How long an address is lent, like '12h'."
    )

    @model_validator(mode="after")
    def has_addresses_to_give(self) -> Self:
        """There is a range or a reservation."""
        if self.range is None and not self.reservations:
            raise refused(
                "DHCP has no address to give", "give it a `range` or `reservations`, or remove it"
            )
        return self


class DnsmasqSettings(DnsSettings):
    """DNS by Debian's dnsmasq, in a file of its own beside others of /etc/dnsmasq.d.

    Hosts ask it once it is named in their `network.dns`: its address first, and then a server
    outside the lab, so that names of the world resolve while it is down. `search_domains` there
    lets them use short names.
    """

    cache_size: int = Field(1000, ge=0, le=100000, description="How many names it remembers.")
    local_service: bool = Field(
        default=True,
        description=(
            "Answer nobody but the node's own networks, so that it is no open resolver where no "
            "firewall stands either; false where some of `networks` are behind a router."
        ),
    )
    dhcp: Dhcp | None = Field(None, description="Addresses by DHCP; none for DNS alone.")

    def entries(self) -> Iterator[tuple[str, str]]:
        """Every whole name that is declared here, with its address; those of reservations too."""
        yield from super().entries()
        for reserved in self.dhcp.reservations if self.dhcp is not None else ():
            yield whole(reserved.name, self.domain), str(reserved.address)
