"""What every VPN is told: where it is found, who may come, and what they reach."""

from __future__ import annotations

import hashlib
from ipaddress import IPv4Address, IPv4Network
from typing import Annotated, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import (
    AnyAddress,
    HostName,
    Port,
    SecretRef,
    V4Address,
    V4Network,
    matching,
    refused,
)

__all__ = ["Peer", "VpnSettings"]

PeerName = Annotated[
    str,
    matching(
        "a device's name",
        r"[a-z0-9][a-z0-9-]{0,30}",
        "use up to 31 lower-case letters, digits and hyphens, like 'adas-phone'",
    ),
]
SMALLEST = 29
"""Prefix length of the smallest network that is worth it."""


class Peer(Settings):
    """A device that may come in. Without its lines it may no more, and every other one still."""

    address: V4Address | None = Field(
        None, description="Its address in `network`; none for one that follows from its name."
    )
    secret: SecretRef | None = Field(
        None,
        description=(
            "What its keys are made from; none for 'secret:vpn/NAME'. A new value is a new key: "
            "`homelab secrets rotate vpn/NAME` locks a lost device out that comes back by its name."
        ),
    )


class VpnSettings(Settings):
    """A way in for people's devices, wherever they are."""

    endpoint: HostName | AnyAddress | None = Field(
        None,
        description=(
            "The name or address that leads to the node from outside, where the router forwards "
            "`port`; none for the node's own, as in a lab that has a public address."
        ),
    )
    port: Port = Field(51820, description="The UDP port that it is called by.")
    network: V4Network = Field(
        IPv4Network("10.99.0.0/16"),
        description="Addresses in the tunnel, the node's own first; nobody else may have them.",
    )
    reach: list[V4Network] | None = Field(
        None,
        description=(
            "Networks that devices reach by the tunnel; none for the lab's hosts alone, and "
            "'0.0.0.0/0' for all that they ever send, the world outside as well."
        ),
    )
    masquerade: bool = Field(
        default=True,
        description=(
            "Whether devices come to other machines by the node's own address; false where the "
            "network's router leads `network` to the node."
        ),
    )
    dns: list[AnyAddress] | None = Field(
        None, description="Servers that devices ask for names; none for the lab's own DNS."
    )
    secret: SecretRef = Field(
        "secret:vpn/server", description="What the node's own keys are made from."
    )
    peers: dict[PeerName, Peer] = Field(
        default_factory=dict, description="Devices by their names, like 'phone'."
    )

    @property
    def gateway(self) -> IPv4Address:
        """The node's own address in the tunnel."""
        return self.network[1]

    def address_of(self, name: str) -> IPv4Address:
        """The address of a device; one that follows from its NAME stays when others go."""
        given = self.peers[name].address
        if given is not None:
            return given
        number = int.from_bytes(hashlib.sha256(name.encode()).digest())
        return self.network[2 + number % (self.network.num_addresses - 3)]

    def secret_of(self, name: str) -> str:
        """The reference of what a device's keys are made from."""
        return self.peers[name].secret or f"secret:vpn/{name}"

    @model_validator(mode="after")
    def has_an_address_for_each(self) -> Self:
        """Every device has an address in the network, and nobody else has it."""
        if self.network.prefixlen > SMALLEST:
            raise refused(f"{self.network} is too small", "take a /24 or larger", at="network")
        first, last = self.network[0], self.network[-1]
        owners = {first: "the network", self.gateway: "the node", last: "everybody (broadcast)"}
        for name in self.peers:
            address, at = self.address_of(name), ("peers", name, "address")
            if address not in self.network:
                cure = f"choose one in it, or leave it out and {name} gets one"
                raise refused(f"{address} is outside of {self.network}", cure, at=at)
            if address in owners:
                problem = f"{name} and {owners[address]} have the same address {address}"
                raise refused(problem, f"give {name} another `address`", at=at)
            owners[address] = name
        return self
