"""The tunnel as the kernel has it, beside what it is to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts
from homelab.roadmap.phase2.vpn.wireguard.declared import (
    INTERFACE,
    WireguardNode,
    devices,
    server_key,
)
from homelab.roadmap.phase2.vpn.wireguard.keys import public_key

__all__ = ["KernelModule", "Tunnel", "TunnelState", "declared_tunnel"]

STATE = f"""
part() {{ echo "## $1"; }}
part address; ip -o -4 address show dev {INTERFACE} 2>/dev/null | awk '{{print $4}}'
part mtu; cat /sys/class/net/{INTERFACE}/mtu 2>/dev/null
part masquerade; nft list table ip {INTERFACE} 2>/dev/null | grep -o 'saddr [^ ]*'
part key; wg show {INTERFACE} public-key 2>/dev/null
part port; wg show {INTERFACE} listen-port 2>/dev/null
part peers; wg show {INTERFACE} allowed-ips 2>/dev/null
true
"""


@dataclass(frozen=True)
class Tunnel:
    """What can be told of a tunnel without its secrets."""

    link: tuple[str, ...] = ()
    """Address, MTU and what is masqueraded: what only a new interface takes over."""
    key: tuple[str, ...] = ()
    """Its public key and port."""
    peers: frozenset[tuple[str, ...]] = frozenset()
    """Public keys, each with the networks that it may send from."""


class TunnelState(FactBase[Tunnel]):
    """homelab's own interface; none of it where there is none."""

    default = Tunnel

    def command(self) -> str:
        """Ask the kernel, part by part."""
        return STATE

    def process(self, output: Iterable[str]) -> Tunnel:
        """Take the parts apart."""
        parts = in_parts(output)
        return Tunnel(
            (*parts["address"], *parts["mtu"], *parts["masquerade"]),
            (*parts["key"], *parts["port"]),
            frozenset(tuple(line.replace("(none)", "").split()) for line in parts["peers"]),
        )


class KernelModule(FactBase[bool]):
    """Whether the kernel knows WireGuard, or has a module that does."""

    default = bool

    def command(self) -> str:
        """Look for it, and load nothing."""
        return (
            "if [ -e /sys/module/wireguard ] || modprobe --dry-run wireguard 2>/dev/null; "
            "then echo yes; fi"
        )

    def process(self, output: Iterable[str]) -> bool:
        """A word where it does."""
        return "yes" in list(output)


def declared_tunnel(node: WireguardNode) -> Tunnel:
    """The tunnel as it is to be."""
    settings = node.settings
    address = f"{settings.gateway}/{settings.network.prefixlen}"
    masquerade = (f"saddr {settings.network}",) if settings.masquerade else ()
    return Tunnel(
        (address, str(settings.mtu), *masquerade),
        (public_key(server_key(node)), str(settings.port)),
        frozenset((each.public, *each.addresses) for each in devices(node)),
    )
