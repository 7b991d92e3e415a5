"""What every DNS server of the lab is told; the lab's own names it knows by itself."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import AnyAddress, Cidr, HostName
from homelab.names import whole

__all__ = ["DnsSettings", "Record"]

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")
"""RFC 1918, RFC 4193 and link-local (RFC 4291, section 2.5.6)."""


class Record(Settings):
    """A name for something that isn't a host of the lab: a printer, the router."""

    name: HostName = Field(description="A whole name, or a single label in the lab's domain.")
    address: AnyAddress = Field(description="The IPv4 or IPv6 address that it means.")


class DnsSettings(Settings):
    """Answers for the lab's hosts and routes; hosts ask it once `network.dns` names it."""

    domain: HostName = Field(
        "home.arpa",
        description=(
            "The lab's own domain: hosts are NAME.DOMAIN, and what nobody has in it doesn't "
            "exist. 'home.arpa' is reserved for homes (RFC 8375)."
        ),
    )
    records: list[Record] = Field(
        default_factory=list, description="Names besides those of the lab's hosts and routes."
    )
    upstream: list[AnyAddress] = Field(
        default_factory=list,
        description=(
            "Servers that every other name is asked of; none for those in the node's own "
            "/etc/resolv.conf, without itself."
        ),
    )
    networks: list[Cidr] = Field(
        default_factory=lambda: list(PRIVATE),
        min_length=1,
        description=(
            "Networks that may ask, by the node's firewall; private and link-local ones unless "
            "said otherwise."
        ),
    )
    outside_name: HostName | None = Field(
        "example.org",
        description="A name of the world outside that must resolve; none for a lab without one.",
    )

    def entries(self) -> Iterator[tuple[str, str]]:
        """Every whole name that is declared here, with its address."""
        for record in self.records:
            yield whole(record.name, self.domain), str(record.address)
