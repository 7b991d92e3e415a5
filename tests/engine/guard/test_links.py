"""The interface by which homelab comes becomes a bridge's, and its manager another: it gets in."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Interface
from typing import Any

import pytest
from support.own_lab import OwnLab

from homelab.result import ExitCode, Outcome, Result, exit_code

pytestmark = [pytest.mark.lab, pytest.mark.slow]
SECONDS = 30
PROVIDERS = ("systemd_networkd", "network_manager", "ifupdown", "netplan")
BRIDGE = {"interface": "br0", "bridges": {"br0": {"interfaces": ["eth0"]}}}
CARD = {"interface": "eth0"}
STATE = """
ip -o address show | sed 's/^[0-9]*: //; s/scope.*//' | grep -vE 'inet6|eth1' | sort
ip -4 route show | sed 's/proto.*//' | sort
for link in eth0 br0; do echo "$link: $(readlink /sys/class/net/$link/master | sed 's,.*/,,')"; done
ls /etc/systemd/network /etc/netplan /etc/network/interfaces.d \
/etc/NetworkManager/system-connections 2>/dev/null
ip link show lo | grep -o 'LOOPBACK,UP'
"""


def declared(lab: OwnLab, provider: str, link: dict[str, Any], **others: object) -> str:
    home = lab.node("one").ipv4
    router = IPv4Interface(f"{home}/24").network[1]
    network = {
        "provider": provider,
        **link,
        "address": f"{home}/24",
        "gateway": str(router),
        "outside_name": None,
        **others,
    }
    return f"{lab.access()}network = {network!r}\n"


def apply(lab: OwnLab, wishes: str) -> list[Result]:
    return lab.apply("one", wishes, guard_seconds=SECONDS, operation_timeout=120.0)


def wrong(results: list[Result]) -> list[str]:
    return [f"{r.name}: {r.outcome}: {r.detail}" for r in results if r.detail]


def assert_applied(lab: OwnLab, wishes: str) -> None:
    results = apply(lab, wishes)
    assert exit_code(results) is ExitCode.OK, wrong(results)
    again = apply(lab, wishes)
    assert {r.outcome for r in again} == {Outcome.UNCHANGED}, wrong(again)
    verified = lab.load().verify(hosts=["one"], tasks=["network"])
    assert {r.outcome for r in verified} == {Outcome.GOOD}, wrong(list(verified))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_way_in_becomes_a_bridges_and_a_cards_again(lab: OwnLab, provider: str) -> None:
    assert_applied(lab, declared(lab, provider, CARD))
    assert_applied(lab, declared(lab, provider, BRIDGE))
    assert controller(lab) == "br0"
    assert_applied(lab, declared(lab, provider, CARD))
    assert controller(lab) == ""
    assert lab.run("one", "ls /sys/class/net").split() == ["eth0", "eth1", "lo"]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(("before", "tried"), [(CARD, BRIDGE), (BRIDGE, CARD)])
def test_a_change_that_fails_is_put_back(
    lab: OwnLab, provider: str, before: dict[str, Any], tried: dict[str, Any]
) -> None:
    assert_applied(lab, declared(lab, provider, before))
    state = lab.run("one", STATE)

    results = apply(lab, declared(lab, provider, tried, gateway=str(nobody(lab))))

    assert Outcome.REVERTED in {r.outcome for r in results}, wrong(results)
    assert lab.run("one", STATE) == state
    assert_applied(lab, declared(lab, provider, before))


@pytest.mark.parametrize("link", [CARD, BRIDGE])
def test_one_provider_takes_over_from_another(lab: OwnLab, link: dict[str, Any]) -> None:
    for provider in (*PROVIDERS, *reversed(PROVIDERS)):
        assert_applied(lab, declared(lab, provider, link))
        assert on_record(lab) == [provider]
        assert "LOOPBACK,UP" in lab.run("one", STATE)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_it_is_still_so_after_a_reboot(lab: OwnLab, provider: str) -> None:
    wishes = declared(lab, provider, BRIDGE)
    assert_applied(lab, wishes)
    lab.nodes.reboot("one")
    assert {r.outcome for r in apply(lab, wishes)} == {Outcome.UNCHANGED}
    verified = lab.load().verify(hosts=["one"], tasks=["network"])
    assert {r.outcome for r in verified} == {Outcome.GOOD}, wrong(list(verified))


def controller(lab: OwnLab) -> str:
    return lab.run("one", "readlink /sys/class/net/eth0/master | sed 's,.*/,,'").strip()


def on_record(lab: OwnLab) -> list[str]:
    names = lab.run("one", "ls /var/lib/homelab/applied/network").split()
    return [name.removesuffix(".json") for name in names]


def nobody(lab: OwnLab) -> IPv4Address:
    """An address of the node's network that nobody has."""
    return IPv4Interface(f"{lab.node('one').ipv4}/24").network[250]
