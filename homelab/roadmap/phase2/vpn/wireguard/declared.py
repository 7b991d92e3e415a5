"""What is declared of the tunnel: its places on the node, its keys, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network

from homelab.contract import Node
from homelab.roadmap.phase2.vpn.wireguard.keys import preshared_key, private_key, public_key
from homelab.roadmap.phase2.vpn.wireguard.settings import WireguardSettings

__all__ = [
    "CHECKPOINT",
    "CONF",
    "FORWARDING",
    "INTERFACE",
    "UNIT",
    "Device",
    "WireguardNode",
    "device",
    "devices",
    "reachable",
    "server_key",
]

WireguardNode = Node[WireguardSettings]
INTERFACE = "wg-homelab"
"""A name of homelab's own, beside the user's `wg0`."""
UNIT = f"wg-quick@{INTERFACE}.service"
CONF = "etc/wireguard/wg-homelab.conf"
FORWARDING = "net.ipv4.ip_forward"
CHECKPOINT = "homelab's checkpoints"
"""Who may greet the node, and send nothing: no device's name has a space."""


@dataclass(frozen=True)
class Device:
    """Somebody who has a key."""

    name: str
    private: str
    preshared: str
    addresses: tuple[str, ...]
    """What it may send from, in CIDR notation."""

    @property
    def public(self) -> str:
        """The key by which the node knows it."""
        return public_key(self.private)


def server_key(node: WireguardNode) -> str:
    """The node's own private key."""
    return private_key(node, node.settings.secret, "server")


def device(node: WireguardNode, name: str) -> Device:
    """The declared device NAME, or the checkpoints'."""
    settings = node.settings
    is_ours = name == CHECKPOINT
    secret = settings.secret if is_ours else settings.secret_of(name)
    addresses = () if is_ours else (f"{settings.address_of(name)}/32",)
    keys = (private_key(node, secret, name), preshared_key(node, secret, name))
    return Device(name, *keys, addresses)


def devices(node: WireguardNode) -> list[Device]:
    """Everybody who has a key, by name."""
    return [device(node, name) for name in (CHECKPOINT, *sorted(node.settings.peers))]


def reachable(node: WireguardNode) -> tuple[str, ...]:
    """The networks that devices reach; without any declared, each of the lab's hosts."""
    if node.settings.reach is not None:
        return tuple(map(str, node.settings.reach))
    found = map(_single, node.lab.addresses().values())
    return tuple(dict.fromkeys(network for network in found if network is not None))


def _single(address: str) -> str | None:
    """The network of one IPv4 ADDRESS; None for anything else."""
    try:
        network = ip_network(address)
    except ValueError:
        return None
    return str(network) if network.version == 4 else None  # noqa: PLR2004 - IPv4
