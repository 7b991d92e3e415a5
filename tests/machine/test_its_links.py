"""Bonds and VLANs are made, carry traffic, and stay: in a kernel that has them."""

from __future__ import annotations

import json

import pytest
from support.own_lab import OwnLab

from homelab.result import ExitCode, Outcome, exit_code

PROVIDERS = ("systemd_networkd", "netplan", "ifupdown", "network_manager")
OWN, PEER = "10.77.7.1", "10.77.7.2"
TAGGED = """
command -v tcpdump >/dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --update \
    --no-install-recommends tcpdump >/dev/null
timeout 60 tcpdump -i eth1 -n -e -l -c 1 'vlan 20 and arp' 2>/dev/null
"""
ASK = "systemd-run --quiet --unit ask --collect ping -c 40 -I bond0.20 10.77.20.2"


def wish(provider: str) -> str:
    said = {
        "provider": provider,
        "interface": "bond0",
        "address": f"{OWN}/24",
        "outside_name": None,
        "bonds": {"bond0": {"interfaces": ["eth2", "eth3"], "mode": "active-backup"}},
        "vlans": {"bond0.20": {"id": 20, "link": "bond0", "address": "10.77.20.1/24"}},
    }
    return f"network = {said!r}\n"


@pytest.fixture(scope="module", autouse=True)
def peer(vm: OwnLab) -> None:
    vm.run("beside", f"ip address replace {PEER}/24 dev eth1")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_bond_with_a_vlan_carries_traffic_and_stays(vm: OwnLab, provider: str) -> None:
    applied = vm.apply("vm", wish(provider))
    assert exit_code(applied) is ExitCode.OK, [each for each in applied if each.detail]
    again = vm.apply("vm", wish(provider))
    assert {each.outcome for each in again} == {Outcome.UNCHANGED}
    _carries(vm)
    vm.nodes.reboot("vm")
    _carries(vm)
    results = vm.load().verify(hosts=["vm"], tasks=["network"])
    assert [each for each in results if each.outcome is not Outcome.GOOD] == []


def _carries(vm: OwnLab) -> None:
    """Through either card, and with the VLAN's tag."""
    links = {each["ifname"]: each for each in json.loads(vm.run("vm", "ip -json -d link show"))}
    assert {links[card].get("master") for card in ("eth2", "eth3")} == {"bond0"}
    assert links["bond0"]["linkinfo"]["info_data"]["mode"] == "active-backup"
    assert links["bond0.20"]["linkinfo"]["info_data"]["id"] == 20
    for card in ("eth2", "eth3"):
        vm.run("vm", f"ip link set {card} down")
        vm.run("beside", f"ping -c 20 -i 0.5 -w 20 {OWN} | grep -q 'bytes from'")
        vm.run("vm", f"ip link set {card} up; sleep 2")
    vm.run("vm", ASK)
    assert "vlan 20" in vm.run("beside", TAGGED)
