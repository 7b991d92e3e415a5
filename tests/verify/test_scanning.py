"""Both tools for asking ports, on ports that this test opens on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
import testinfra
from testinfra.host import Host

from homelab.verify.errors import CannotTell
from homelab.verify.probe import something_listens
from homelab.verify.scan import Scanner
from homelab.verify.vantage import Vantage


@pytest.fixture
def here() -> Host:
    return testinfra.get_host("local://")


@pytest.fixture
def served() -> Iterator[int]:
    """A port that answers on IPv4 and IPv6."""
    with closing(socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)) as s:
        yield s.getsockname()[1]


def scanner_with(host: Host, tool: str) -> Scanner:
    scanner = Scanner(host)
    scanner.__dict__["tool"] = tool  # as if the other weren't there
    return scanner


@pytest.mark.parametrize("tool", ["nmap", "perl"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_open_ports_are_told_from_closed_ones(
    here: Host, served: int, tool: str, address: str
) -> None:
    closed = {served - 1, served + 1} - {0, 65536}
    assert scanner_with(here, tool).scan(address, {served, *closed}).open == {served}


@pytest.mark.parametrize("tool", ["nmap", "perl"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_refusal_is_an_answer(here: Host, served: int, tool: str, address: str) -> None:
    scan = scanner_with(here, tool).scan(address, [1])
    assert scan.open == set()
    assert scan.has_answered


@pytest.mark.parametrize("tool", ["nmap", "perl"])
def test_a_name_that_is_none_tells_nothing(here: Host, tool: str) -> None:
    with pytest.raises(CannotTell):
        scanner_with(here, tool).scan("nonesuch.invalid", [22])


def test_the_usual_ports_are_a_thousand_with_the_best_known(here: Host) -> None:
    usual = scanner_with(here, "nmap").usual_ports
    assert len(usual) == 1000
    assert {22, 80, 443, 3306, 8080} <= usual


def test_what_was_found_becomes_evidence(here: Host, served: int) -> None:
    notes: list[str] = []
    place = Vantage("here", scanner_with(here, "nmap"), notes.append)
    assert place.open_ports("127.0.0.1", [served]) == {served}
    assert notes == [f"nmap from here: of 1 ports of 127.0.0.1 open: {served}"]


def test_a_probe_hears_both_protocols_and_ends(here: Host) -> None:
    place = Vantage("here", Scanner(here))
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with something_listens(here, port) as probe:
        for address in ("127.0.0.1", "::1"):
            assert probe.heard_from(place, address) == {"tcp", "udp"}
    assert place.open_ports("127.0.0.1", [port]) == set()
    assert not here.file(probe.record).exists


def test_a_probe_that_has_ended_tells_nothing(here: Host) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    with something_listens(here, port) as probe:
        here.run("kill %s", probe.process)
        with pytest.raises(CannotTell, match="has ended"):
            probe.heard_from(Vantage("here", Scanner(here)), "127.0.0.1")
