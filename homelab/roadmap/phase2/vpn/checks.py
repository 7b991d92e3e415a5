"""What every VPN must meet: it leads on to what devices come for, and others don't pass by it."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.offers import Zone
from homelab.roadmap.phase2.vpn.settings import VpnSettings
from homelab.verify.dns import ask

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

VpnNode = Node[VpnSettings]


def test_who_is_outside_does_not_reach_into_the_tunnel(node: VpnNode, outside: Vantage) -> None:
    """Whoever doesn't come by the tunnel reaches no address in it."""
    gateway, network = str(node.settings.gateway), node.settings.network
    seen_as = outside.address_towards(gateway)
    if seen_as is not None and ip_address(seen_as) in network:
        pytest.skip(f"{outside.name} is in a tunnel itself")
    assert outside.run("ping -c 1 -W 2 %s", gateway).failed, f"{outside.name} reaches {gateway}"


def test_the_node_passes_traffic_on(host: Host) -> None:
    """The node passes on what comes by the tunnel."""
    assert host.check_output("cat /proc/sys/net/ipv4/ip_forward") == "1"


def test_names_are_answered_in_the_tunnel(node: VpnNode, here: Vantage) -> None:
    """Where the node itself is the lab's DNS, it answers at its address in the tunnel."""
    zones = [each.offer.domain for each in node.lab.offers(Zone, node.name)]
    if not zones:
        pytest.skip(f"{node.name} is no DNS server")
    for zone in zones:
        answer = ask(here, str(node.settings.gateway), f"{node.name}.{zone}")
        assert answer.addresses, str(answer)
