"""Whom the nodes of a rehearsal ask for names, and who may ask them."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest

from homelab.lab import LabNode
from homelab.model import Choice, Connection, Host, Lab
from homelab.rehearsal import resolving
from homelab.rehearsal.resolving import name_servers, networks_with
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

MACHINES_OWN = "198.51.100.53"


def host(name: str, reached_at: str, **network: str) -> Host:
    settings = SystemdNetworkdSettings.model_validate({"interface": "eth0", **network})
    connection = Connection("ssh", reached_at, Path("/known_hosts"))
    choice = Choice("network", "systemd_networkd", settings)
    return Host(name, reached_at, (), connection, (choice,))


def node(name: str, number: int) -> LabNode:
    ipv4, ipv6 = IPv4Address(f"10.200.1.{number}"), IPv6Address(f"fd01::{number}")
    lan_ipv4, lan_ipv6 = IPv4Address(f"10.200.2.{number}"), IPv6Address(f"fd02::{number}")
    return LabNode(name, name, ipv4, ipv6, lan_ipv4, lan_ipv6, "debian-13", "running")


HOSTS = (
    host("gateway", "192.168.1.2", address="192.168.1.5/24", ipv6_address="fd00::5/64"),
    host("nas", "nas.example"),
)
LAB = Lab(Path("/lab"), Path("/lab/inventory.py"), {each.name: each for each in HOSTS}, ())
NODES = {"gateway": node("gateway", 11), "nas": node("nas", 12)}


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolving, "machine_nameservers", lambda: (MACHINES_OWN,))


@pytest.mark.parametrize(
    ("declared", "stands_for_it"),
    [
        ("192.168.1.2", "10.200.1.11"),
        ("192.168.1.5", "10.200.1.11"),
        ("fd00::5", "fd01::11"),
        ("9.9.9.9", MACHINES_OWN),
    ],
)
def test_a_server_of_the_lab_is_its_node_and_others_are_the_machines(
    declared: str, stands_for_it: str
) -> None:
    assert name_servers(LAB, NODES, [declared]) == [stands_for_it]


def test_the_order_stays_and_each_is_asked_once() -> None:
    declared = ["192.168.1.5", "9.9.9.9", "1.1.1.1", "192.168.1.2"]
    assert name_servers(LAB, NODES, declared) == ["10.200.1.11", MACHINES_OWN]


def test_none_declared_is_none() -> None:
    assert name_servers(LAB, NODES, []) == []


def test_the_rehearsals_own_networks_may_ask_too() -> None:
    around = ["10.200.1.0/24", "10.200.2.0/24", "fd01::/64", "fd02::/64"]
    found = networks_with(NODES["nas"], ["192.168.1.0/24"])
    assert found == ["192.168.1.0/24", *around]
    assert networks_with(NODES["nas"], ["10.0.0.0/8", "fc00::/7"]) == ["10.0.0.0/8", "fc00::/7"]
