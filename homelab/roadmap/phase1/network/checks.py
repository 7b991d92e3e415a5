"""What every way of configuring a network must meet, asked of the node and of its neighbours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from homelab.contract import Node
from homelab.offers import HumanTask
from homelab.roadmap.phase1.network.links import Bond, Vlan
from homelab.roadmap.phase1.network.settings import NetworkSettings

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.person import Person
    from homelab.verify.vantage import Vantage

NetworkNode = Node[NetworkSettings]


@pytest.fixture
def shown(host: Host) -> dict[str, dict[str, Any]]:
    """Every interface as `ip` shows it, by name."""
    links = json.loads(host.check_output("ip -json -details address show"))
    return {link["ifname"]: link for link in links if link}


@pytest.fixture
def link(node: NetworkNode, shown: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The main interface, with no addresses where it doesn't exist."""
    return shown.get(node.settings.interface, {"addr_info": []})


@pytest.fixture
def own(node: NetworkNode, link: dict[str, Any]) -> list[str]:
    """The addresses that others should find the node at: the declared ones, or DHCP's."""
    settings = node.settings
    declared = [str(a.ip) for a in (settings.address, settings.ipv6_address) if a is not None]
    return declared if settings.address else [*_leased(link), *declared]


def test_the_interface_has_its_address(node: NetworkNode, shown: dict[str, dict[str, Any]]) -> None:
    """Each interface has the declared address, or one by DHCP where that is asked."""
    for declared in node.settings.links:
        there = shown.get(declared.name, {"addr_info": []})
        found = [f"{i['local']}/{i['prefixlen']}" for i in there["addr_info"]]
        assert {str(address) for address in declared.addresses} <= set(found)
        if declared.is_dhcp:
            told = f"expected: an address by DHCP\nactual:   {', '.join(found) or 'none'}"
            assert _leased(there), told


def test_the_links_are_made_as_declared(
    node: NetworkNode, shown: dict[str, dict[str, Any]]
) -> None:
    """Bonds, bridges and VLANs are made of the declared interfaces."""
    if not node.settings.made:
        pytest.skip("none is declared")
    for link in node.settings.links:
        there = shown.get(link.name, {})
        assert there.get("master") == link.controller
        info = there.get("linkinfo", {})
        if link.made is not None:
            assert info.get("info_kind") == link.kind
        if isinstance(link.made, Vlan):
            assert (info["info_data"]["id"], there["link"]) == (link.made.id, link.made.link)
        elif isinstance(link.made, Bond):
            assert info["info_data"]["mode"] == link.made.mode


def test_the_router_keeps_its_address(
    node: NetworkNode, person: Person, shown: dict[str, dict[str, Any]]
) -> None:
    """The router has a reservation for each address that it gives by DHCP."""
    asked = {offer.what for offer in node.offered(HumanTask)}
    if not asked:
        pytest.skip("no address comes by DHCP")
    for link in (each for each in node.settings.links if each.is_dhcp):
        there = shown.get(link.name, {"addr_info": []})
        hardware, addresses = there.get("address"), ", ".join(_leased(there)) or "no address"
        person.note(f"to reserve at the router: {addresses} for {hardware} ({link.name})")
    assert person.attested(node) == asked


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


def test_the_outside_answers(host: Host, node: NetworkNode) -> None:
    """The world outside answers a call."""
    name, port = node.settings.outside_name, node.settings.outside_port
    if name is None or port is None:
        pytest.skip("nobody outside is to be called")
    called = host.run('timeout 10 bash -c \'exec 3<>/dev/tcp/"$0"/"$1"\' %s %s', name, str(port))
    assert called.succeeded, f"expected: {name} answers on port {port}\nactual:   it doesn't"


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


def _leased(link: dict[str, Any]) -> list[str]:
    """The IPv4 addresses of a link that were given for a time."""
    infos = link["addr_info"]
    return [i["local"] for i in infos if i["family"] == "inet" and i.get("dynamic")]


def _hardware(host: Host) -> set[str]:
    """Every hardware address of the node."""
    links = json.loads(host.check_output("ip -json link show"))
    return {each["address"] for each in links if "address" in each}
