"""What every way of configuring a network must meet, asked of the node and of its neighbours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.network.settings import NetworkSettings

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

NetworkNode = Node[NetworkSettings]


@pytest.fixture
def link(host: Host, node: NetworkNode) -> dict[str, Any]:
    """The declared interface as `ip` shows it, with no addresses where it doesn't exist."""
    shown = host.run("ip -json address show dev %s", node.settings.interface)
    found: dict[str, Any] = json.loads(shown.stdout)[0] if shown.succeeded else {}
    return {"addr_info": [], **found}


@pytest.fixture
def own(node: NetworkNode, link: dict[str, Any]) -> list[str]:
    """The addresses that others should find the node at: the declared ones, or DHCP's."""
    settings = node.settings
    declared = [str(a.ip) for a in (settings.address, settings.ipv6_address) if a is not None]
    leased = [i["local"] for i in link["addr_info"] if i["family"] == "inet" and i.get("dynamic")]
    return declared if settings.address else [*leased, *declared]


def test_the_interface_has_its_address(node: NetworkNode, link: dict[str, Any]) -> None:
    """The interface has the declared address, or one by DHCP where none is declared."""
    settings = node.settings
    found = [f"{i['local']}/{i['prefixlen']}" for i in link["addr_info"]]
    if settings.address is not None:
        assert str(settings.address) in found
    else:
        leased = [i for i in link["addr_info"] if i["family"] == "inet" and i.get("dynamic")]
        assert leased, f"expected: an address by DHCP\nactual:   {', '.join(found) or 'none'}"
    if settings.ipv6_address is not None:
        assert str(settings.ipv6_address) in found


def test_no_other_machine_has_the_address(
    host: Host, link: dict[str, Any], own: list[str], outside: Vantage
) -> None:
    """Nobody else on the network answers at the node's addresses."""
    refused = [i["local"] for i in link["addr_info"] if i.get("dadfailed")]
    assert refused == []  # the kernel found another machine there (RFC 4862, section 5.4)
    for address in own:
        if address not in {i["local"] for i in link["addr_info"]}:
            continue
        outside.run("ip neighbour flush to %s", address)
        outside.reaches(address)
        neighbours = json.loads(outside.run("ip -json neighbour show %s", address).stdout or "[]")
        answering = {each["lladdr"] for each in neighbours if "lladdr" in each}
        outside.note(f"{address} is answered by {', '.join(answering) or 'a router'}")
        assert answering <= _hardware(host)


def test_the_gateway_answers(host: Host, node: NetworkNode) -> None:
    """The declared gateway answers on the interface."""
    gateway, interface = node.settings.gateway, node.settings.interface
    if gateway is None:
        pytest.skip("no gateway is declared")
    host.run("ping -c 1 -W 2 -I %s %s", interface, str(gateway))
    # It need not answer pings; that the network knows a machine there is enough.
    known = json.loads(
        host.run("ip -json neighbour show to %s dev %s", str(gateway), interface).stdout or "[]"
    )
    assert [each for each in known if "lladdr" in each and "FAILED" not in each["state"]]
    routes = json.loads(host.check_output("ip -json route show default dev %s", interface))
    assert str(gateway) in {route.get("gateway") for route in routes}


def test_the_declared_name_servers_are_asked(host: Host, node: NetworkNode) -> None:
    """Names are asked of the declared servers."""
    declared = [str(server) for server in node.settings.dns]
    if not declared:
        pytest.skip("no name servers are declared")
    stub, uplinks = host.file("/etc/resolv.conf"), host.file("/run/systemd/resolve/resolv.conf")
    lines = (uplinks if uplinks.exists else stub).content_string.splitlines()
    asked = [line.split()[1] for line in lines if line.startswith("nameserver ")]
    assert asked[: len(declared)] == declared


def test_names_of_the_outside_resolve(host: Host, node: NetworkNode) -> None:
    """A name of the world outside resolves."""
    name = node.settings.outside_name
    if name is None:
        pytest.skip("the lab has no outside")
    found = host.run("getent ahosts %s", name).stdout
    assert found, f"expected: {name} resolves\nactual:   it doesn't"


def test_others_reach_it(own: list[str], outside: Vantage) -> None:
    """Another machine of the network reaches the node at its addresses."""
    assert own
    for address in own:
        route = outside.run("ip -json route get %s", address)
        if route.failed or "gateway" in json.loads(route.stdout)[0]:
            pytest.skip(f"{outside.name} is not on that network")
        assert outside.reaches(address), (
            f"expected: {address} answers {outside.name}\nactual:   it doesn't"
        )


def _hardware(host: Host) -> set[str]:
    """Every hardware address of the node."""
    links = json.loads(host.check_output("ip -json link show"))
    return {each["address"] for each in links if "address" in each}
