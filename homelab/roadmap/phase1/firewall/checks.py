"""What every firewall must meet, tried from another machine.

All 65,535 ports are judged without asking each: from outside the ports that something on the
node listens on, the declared ones and the thousand that are most often open; and a service
that nobody declared is started for a moment to see that it stays hidden, TCP and UDP, IPv4
and IPv6. UDP answers nobody, so it is judged by what arrives.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase1.firewall.settings import FirewallSettings
from homelab.verify.probe import something_listens

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

GuardedNode = Node[FirewallSettings]
UNLIKELY = range(40000, 41000)
"""Ports that no service has by default."""


def listening(host: Host) -> set[int]:
    """TCP ports that something on the node listens on, for others than the node itself."""
    sockets = [line.split()[3] for line in host.check_output("ss -Hltn").splitlines()]
    places = [socket.rpartition(":") for socket in sockets]
    return {int(port) for at, _, port in places if not at.startswith(("127.", "[::1]"))}


def addresses(host: Host, node: GuardedNode, place: Vantage) -> list[str]:
    """The node's addresses on the interface that others reach it by, as far as PLACE has a route.

    Only its own address where that is a name or another machine's (a forwarded port).
    """
    for interface in json.loads(host.check_output("ip -json address show scope global")):
        own = [found["local"] for found in interface.get("addr_info", ()) if "local" in found]
        if node.address in own:
            return [address for address in own if place.address_towards(address)]
    return [node.address]


def open_to(node: GuardedNode, address: str | None) -> set[int]:
    """The TCP ports that the lab opens to somebody at ADDRESS."""
    return {
        offer.port
        for offer in node.open_ports
        if offer.protocol == "tcp" and (offer.source is None or _is_in(address, offer.source))
    }


def _is_in(address: str | None, network: str) -> bool:
    return address is not None and ip_address(address) in ip_network(network)


def test_what_is_declared_is_reachable(host: Host, node: GuardedNode, outside: Vantage) -> None:
    """Every declared port that something listens on can be reached from another machine."""
    for address in addresses(host, node, outside):
        wanted = open_to(node, outside.address_towards(address)) & listening(host)
        found = outside.open_ports(address, wanted)
        assert found == wanted, _contrast(f"{_list(wanted)} open at {address}", _list(found))


def test_nothing_else_is_reachable(host: Host, node: GuardedNode, outside: Vantage) -> None:
    """No port answers that nothing declares, IPv4 and IPv6."""
    places = addresses(host, node, outside)
    declared = [open_to(node, outside.address_towards(address)) for address in places]
    asked = [ports | listening(host) for ports in declared]
    with ThreadPoolExecutor() as pool:  # what is dropped costs a second, once for all
        found = pool.map(partial(outside.open_ports, usual=True), places, asked)
        for address, wanted, opened in zip(places, declared, found, strict=True):
            expected = f"only {_list(wanted)} open at {address}"
            extra = opened - wanted
            assert not extra, _contrast(expected, f"{_list(extra)} open as well")


def test_undeclared_service_stays_hidden(host: Host, node: GuardedNode, outside: Vantage) -> None:
    """A service that starts to listen without being declared can't be reached, TCP and UDP."""
    taken = {offer.port for offer in node.open_ports} | listening(host)
    places = addresses(host, node, outside)
    ports = [port for port in UNLIKELY if port not in taken][: len(places)]

    def arrivals(address: str, port: int) -> set[str]:
        with something_listens(host, port) as probe:
            return probe.heard_from(outside, address)

    with ThreadPoolExecutor() as pool:
        for address, port, arrived in zip(
            places, ports, pool.map(arrivals, places, ports), strict=True
        ):
            found = " and ".join(sorted(arrived))
            assert not arrived, _contrast(f"nothing arrives at {address} port {port}", found)


def _contrast(expected: str, actual: str) -> str:
    return f"expected: {expected}\nactual:   {actual}"


def _list(ports: set[int]) -> str:
    return ", ".join(map(str, sorted(ports))) or "none"
