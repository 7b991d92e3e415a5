"""The file of one device, as WireGuard's apps and wg-quick(8) read it."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from homelab.offers import Zone
from homelab.roadmap.phase2.vpn.wireguard.declared import (
    WireguardNode,
    device,
    reachable,
    server_key,
)
from homelab.roadmap.phase2.vpn.wireguard.keys import public_key

__all__ = ["client_file"]

EVERYTHING = "0.0.0.0/0"


def client_file(node: WireguardNode, name: str) -> str:
    """What the device NAME is told, its keys included."""
    return "".join(f"{line}\n" for line in _lines(node, name))


def _lines(node: WireguardNode, name: str) -> Iterator[str]:
    settings, own = node.settings, device(node, name)
    names = list(_names(node))
    yield "[Interface]"
    yield f"PrivateKey = {own.private}"
    yield f"Address = {own.addresses[0]}"
    if names:
        yield f"DNS = {', '.join(names)}"
    yield f"MTU = {settings.mtu}"
    yield ""
    yield "[Peer]"
    yield f"PublicKey = {public_key(server_key(node))}"
    yield f"PresharedKey = {own.preshared}"
    yield f"AllowedIPs = {', '.join(_allowed(node))}"
    yield f"Endpoint = {_endpoint(node)}"
    if settings.persistent_keepalive:
        yield f"PersistentKeepalive = {settings.persistent_keepalive}"


def _names(node: WireguardNode) -> Iterator[str]:
    """Whom the device asks for names, and the domains whose names may be short."""
    zones = node.lab.offers(Zone)
    if node.settings.dns is not None:
        yield from map(str, node.settings.dns)
    else:
        addresses = node.lab.addresses()
        own = {node.name: str(node.settings.gateway)}
        yield from dict.fromkeys(own.get(z.host, addresses[z.host]) for z in zones)
    yield from dict.fromkeys(zone.offer.domain for zone in zones)


def _allowed(node: WireguardNode) -> tuple[str, ...]:
    """Where the device sends by the tunnel; with everything IPv6 too, lest that pass it by."""
    networks = reachable(node)
    return (
        (EVERYTHING, "::/0") if EVERYTHING in networks else (str(node.settings.network), *networks)
    )


def _endpoint(node: WireguardNode) -> str:
    place = str(node.settings.endpoint or node.address)
    try:
        is_v6 = ip_address(place).version == 6  # noqa: PLR2004 - IPv6
    except ValueError:
        is_v6 = False
    return f"[{place}]:{node.settings.port}" if is_v6 else f"{place}:{node.settings.port}"
