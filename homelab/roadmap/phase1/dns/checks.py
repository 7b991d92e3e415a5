"""What every DNS server of the lab must meet, asked from another machine."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.names import lab_names, short
from homelab.roadmap.phase1.dns.settings import DnsSettings
from homelab.verify.dns import PROTOCOLS, ask

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage

DnsNode = Node[DnsSettings]
NOBODY = "nobody-has-this-name"


@pytest.fixture
def asker(node: DnsNode, outside: Vantage) -> Vantage:
    """Another machine that may ask."""
    if not may_ask(node, outside):
        pytest.skip(f"{outside.name} is in none of dns.networks")
    return outside


def may_ask(node: DnsNode, place: Vantage) -> bool:
    """Whether PLACE is in one of the networks that may ask; where it can't be told, it is."""
    seen_as = place.address_towards(node.address)
    return seen_as is None or any(
        ip_address(seen_as) in ip_network(network) for network in node.settings.networks
    )


def expected(node: DnsNode) -> dict[str, set[str]]:
    """The addresses of every name that the lab has or that is declared, short names too."""
    domain = node.settings.domain
    found: dict[str, set[str]] = {}
    for name, address in (*lab_names(node.lab, domain).items(), *node.settings.entries()):
        for each in filter(None, (name, short(name, domain))):
            found.setdefault(each, set()).add(address)
    return found


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_labs_names_have_their_addresses(node: DnsNode, asker: Vantage, protocol: str) -> None:
    """Each name of the lab means its address, whole and short, for another machine."""
    for name, addresses in expected(node).items():
        versions = sorted({ip_address(address).version for address in addresses})
        answers = [ask(asker, node.address, name, v, protocol=protocol) for v in versions]
        found = {address for answer in answers for address in answer.addresses}
        assert found == addresses, f"expected: {name} is {addresses}\nactual:   {answers}"


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_name_of_nobody_does_not_exist(node: DnsNode, asker: Vantage, protocol: str) -> None:
    """A name in the lab's domain that nobody has doesn't exist."""
    name = f"{NOBODY}.{node.settings.domain}"
    answer = ask(asker, node.address, name, protocol=protocol)
    assert answer.status == "NXDOMAIN", str(answer)


def test_names_of_the_outside_are_forwarded(node: DnsNode, asker: Vantage) -> None:
    """A name of the world outside has an address."""
    name = node.settings.outside_name
    if name is None:
        pytest.skip("the lab has no outside")
    answers = [ask(asker, node.address, name, version) for version in (4, 6)]
    assert any(answer.addresses for answer in answers), " and ".join(map(str, answers))


def test_others_are_not_served(node: DnsNode, outside: Vantage) -> None:
    """Who is in none of the networks that may ask gets no answer."""
    if may_ask(node, outside):
        pytest.skip(f"{outside.name} may ask")
    for protocol in PROTOCOLS:
        answer = ask(outside, node.address, f"{NOBODY}.{node.settings.domain}", protocol=protocol)
        assert answer.status in {"", "REFUSED"}, str(answer)
