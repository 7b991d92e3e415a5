"""What dnsmasq is told of a lab, and when it stands back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.model import Connection, Host, Lab
from homelab.offers import FrontDoor, Offer, Offered, OpenPort, Route, Zone
from homelab.roadmap import registry
from homelab.roadmap.phase1.dns.dnsmasq.declared import (
    foreign_names,
    host_records,
    refuse_another_server,
)
from homelab.roadmap.phase1.dns.dnsmasq.facts import OtherServers, Server
from homelab.roadmap.phase1.dns.dnsmasq.settings import DnsmasqSettings

CONF = "etc/dnsmasq.d/homelab.conf.j2"
HOSTS = {
    "gateway": "10.0.0.2",
    "NAS": "fd00::3",
    "tower.home.arpa": "10.0.0.4",
    "elsewhere.example.org": "10.0.0.5",
    "10.0.0.6": "10.0.0.6",
    "by-name": "box.fritz.box",
    "@local": "127.0.0.1",
    "loop": "127.0.0.1",
    "under_score": "10.0.0.7",
}
TV = {"mac": "52:54:00:12:34:56", "address": "10.0.0.40", "name": "tv"}


def offered(offer: Offer, host: str) -> Offered[Offer]:
    return Offered(offer, host, "services", "films")


def node(
    *offers: Offered[Offer], hosts: dict[str, str] | None = None, **wishes: Any
) -> Node[DnsmasqSettings]:
    found = {
        name: Host(name, address, (), Connection("fake", address, Path("/nonexistent")))
        for name, address in (HOSTS if hosts is None else hosts).items()
    }
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), found, offers)
    settings = DnsmasqSettings.model_validate(wishes)
    folder = registry.provider("dns", "dnsmasq").folder
    return Node("gateway", "10.0.0.2", "dns", "dnsmasq", settings, lab, folder)


def lines(node: Node[DnsmasqSettings]) -> list[str]:
    text = node.render(CONF, records=list(host_records(node)), foreign=foreign_names(node))
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def records(node: Node[DnsmasqSettings]) -> list[str]:
    return [line.partition("=")[2] for line in lines(node) if line.startswith("host-record=")]


def test_a_host_is_called_by_its_whole_and_its_short_name() -> None:
    assert records(node()) == [
        "gateway.home.arpa,gateway,10.0.0.2",
        "nas.home.arpa,nas,fd00::3",
        "tower.home.arpa,tower,10.0.0.4",
    ]


def test_a_route_leads_to_its_own_nodes_front_door_or_else_to_the_first() -> None:
    lab = (
        offered(FrontDoor(), "gateway"),
        offered(FrontDoor(), "NAS"),
        offered(Route("films.home.arpa", 8096), "tower.home.arpa"),
        offered(Route("files.home.arpa", 80), "NAS"),
    )
    assert records(node(*lab))[3:] == [
        "films.home.arpa,films,10.0.0.2",
        "files.home.arpa,files,fd00::3",
    ]


def test_a_route_without_a_front_door_has_no_name() -> None:
    route = offered(Route("films.home.arpa", 8096), "gateway")
    assert not any("films" in record for record in records(node(route)))


def test_a_route_called_like_a_host_wins() -> None:
    lab = (offered(FrontDoor(), "gateway"), offered(Route("nas.home.arpa", 80), "gateway"))
    assert "nas.home.arpa,nas,10.0.0.2" in records(node(*lab))
    assert not any("fd00::3" in record for record in records(node(*lab)))


def test_declared_names_come_last_and_those_of_another_domain_stay_here() -> None:
    wished = [
        {"name": "printer", "address": "10.0.0.30"},
        {"name": "cloud.example.org", "address": "10.0.0.31"},
    ]
    asked = node(hosts={}, records=wished)
    assert records(asked) == ["printer.home.arpa,printer,10.0.0.30", "cloud.example.org,10.0.0.31"]
    # An IPv6 address of that name, asked of the world, would be another machine's.
    assert [line for line in lines(asked) if line.startswith("local=")] == [
        "local=/home.arpa/",
        "local=/cloud.example.org/",
    ]


def test_the_nodes_own_resolver_is_asked_unless_others_are_declared() -> None:
    assert not {"no-resolv"} & {*lines(node())}
    told = lines(node(upstream=["9.9.9.9", "2620:fe::fe"]))
    assert told[-3:] == ["no-resolv", "server=9.9.9.9", "server=2620:fe::fe"]


def test_it_never_answers_with_the_nodes_etc_hosts() -> None:
    assert "no-hosts" in lines(node())


def test_only_the_nodes_own_networks_are_answered_unless_said_otherwise() -> None:
    assert not [line for line in lines(node()) if "interface" in line]
    assert "except-interface=homelab-none" in lines(node(local_service=False))


def test_dhcp_is_silent_unless_declared() -> None:
    assert not [line for line in lines(node()) if line.startswith("dhcp")]


def test_a_reserved_machine_has_its_address_and_its_name() -> None:
    asked = node(hosts={}, dhcp={"reservations": [TV | {"name": "tv.home.arpa"}]})
    assert [line for line in lines(asked) if line.startswith("dhcp")] == [
        "dhcp-ignore-names",
        "dhcp-range=10.0.0.40,static,12h",
        "dhcp-option=option:router",
        "dhcp-host=52:54:00:12:34:56,10.0.0.40,tv",
    ]
    assert records(asked) == ["tv.home.arpa,tv,10.0.0.40"]


@pytest.mark.parametrize(
    ("dhcp", "problem"),
    [
        ({}, "DHCP has no address to give"),
        ({"range": {"first": "10.0.0.9", "last": "10.0.0.8"}}, "10.0.0.9 is above 10.0.0.8"),
    ],
)
def test_dhcp_that_can_give_nothing_is_refused(dhcp: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        DnsmasqSettings.model_validate({"dhcp": dhcp})


def test_each_network_may_ask_and_nobody_else() -> None:
    asked = node(networks=["10.0.0.0/24", "fd00::/64"], domain="lab.example")
    offers = list(registry.provider("dns", "dnsmasq").provider.offers(asked))
    assert Zone("lab.example") in offers
    assert [str(offer) for offer in offers if isinstance(offer, OpenPort)] == [
        "53/udp from 10.0.0.0/24",
        "53/tcp from 10.0.0.0/24",
        "53/udp from fd00::/64",
        "53/tcp from fd00::/64",
    ]


def test_nobody_is_a_network_of_the_whole_world_by_default() -> None:
    offers = list(registry.provider("dns", "dnsmasq").provider.offers(node()))
    assert all(offer.source for offer in offers if isinstance(offer, OpenPort))


def test_other_servers_are_read_from_the_kernels_list() -> None:
    said = [
        'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=85,fd=18))',
        'tcp LISTEN 0 4096       [::]:53    [::]:* users:(("docker-proxy",pid=9,fd=4))',
    ]
    assert OtherServers().process(said) == [
        Server("systemd-resolve", "127.0.0.53%lo"),
        Server("docker-proxy", "[::]"),
    ]


@pytest.mark.parametrize(
    ("program", "cure"),
    [("systemd-resolve", "DNSStubListener=no"), ("unbound", "stop and disable unbound")],
)
def test_it_stands_back_where_another_server_answers(program: str, cure: str) -> None:
    with pytest.raises(HomelabError, match=f"port 53 is taken by {program} at .*{cure}"):
        refuse_another_server(node(), [Server(program, "0.0.0.0")])
    refuse_another_server(node(), [])
