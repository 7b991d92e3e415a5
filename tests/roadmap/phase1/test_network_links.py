"""Bonds, bridges and VLANs: in which order they are made, and what becomes of the way in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from homelab.contract import CameBy, Node
from homelab.errors import HomelabError
from homelab.model import Lab
from homelab.offers import HostAddress, HumanTask
from homelab.roadmap import registry
from homelab.roadmap.phase1.network.declared import (
    differences,
    kept_way,
    refuse_the_impossible,
    stale_links,
)
from homelab.roadmap.phase1.network.facts import Kernel, Managers, Seen
from homelab.roadmap.phase1.network.offers import addresses, touched
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

ALL: dict[str, Any] = {
    "interface": "br0",
    "address": "10.0.0.5/24",
    "mtu": 9000,
    "bonds": {"bond0": {"interfaces": ["eth0", "eth1"]}},
    "bridges": {"br0": {"interfaces": ["bond0"]}},
    "vlans": {"br0.20": {"id": 20, "link": "br0", "dhcp": True}},
}
BRIDGE: dict[str, Any] = {"interface": "br0", "bridges": {"br0": {"interfaces": ["eth1"]}}}


def settings(wishes: dict[str, Any], **others: object) -> SystemdNetworkdSettings:
    return SystemdNetworkdSettings.model_validate({**wishes, **others})


def node(
    wished: SystemdNetworkdSettings, came_by: str | None = None
) -> Node[SystemdNetworkdSettings]:
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), {}, ())
    name = "systemd_networkd"
    folder = registry.provider("network", name).folder
    by = CameBy(came_by, 22, "ada") if came_by else None
    return Node("gateway", "10.0.0.1", "network", name, wished, lab, folder, by)


def card(*addresses: str, leased: bool = False, controller: str | None = None) -> Seen:
    given = addresses if leased else ()
    return Seen(addresses, given, mtu=1500, controller=controller)


def test_each_link_comes_after_what_it_is_made_of() -> None:
    links = settings(ALL).links
    assert [link.name for link in links] == ["eth0", "eth1", "bond0", "br0", "br0.20"]
    assert [link.kind for link in links] == ["ethernet", "ethernet", "bond", "bridge", "vlan"]
    assert [link.controller for link in links] == ["bond0", "bond0", "br0", None, None]
    assert [link.mtu for link in links] == [9000, 9000, 9000, 9000, None]
    assert settings(ALL).cards == ("eth0", "eth1")


def test_the_guard_puts_back_all_of_them_lowest_first() -> None:
    assert touched(node(settings(ALL)), units=()).links == (
        *("eth0", "eth1", "bond0", "br0", "br0.20"),
    )


def test_addresses_are_offered_with_their_cards_the_main_one_first() -> None:
    offered = list(addresses(node(settings(ALL))))
    main, vlan, person = offered
    assert isinstance(main, HostAddress)
    assert (main.interface, main.address, main.cards) == ("br0", "10.0.0.5", ("eth0", "eth1"))
    assert isinstance(vlan, HostAddress)
    assert (vlan.interface, vlan.address) == ("br0.20", None)
    assert person == HumanTask(
        "The router has a reservation for br0.20 of gateway, so its address stays"
    )


def test_a_link_that_is_none_is_taken_away() -> None:
    links = settings(ALL, interface="bond0", bridges={"br0": None}, vlans={"br0.20": None}).links
    assert [link.name for link in links] == ["eth0", "eth1", "bond0"]


def test_an_address_that_moves_onto_the_bridge_is_kept_there_until_homelab_got_in() -> None:
    kernel = Kernel({"eth1": card("10.0.0.9/24")})
    moving = node(settings(BRIDGE, address="10.0.0.5/24"), "10.0.0.9")
    assert kept_way(moving, kernel) == "10.0.0.9/24"
    assert kept_way(node(settings(BRIDGE, address="10.0.0.9/24"), "10.0.0.9"), kernel) is None


def test_a_lease_of_a_card_is_kept_as_an_address_of_its_bridge() -> None:
    kernel = Kernel({"eth1": card("10.0.0.9/24", leased=True)})
    assert kept_way(node(settings(BRIDGE), "10.0.0.9"), kernel) == "10.0.0.9/24"


def test_the_address_of_a_bridge_that_goes_is_kept_by_its_card() -> None:
    kernel = Kernel({"eth1": card(controller="br0"), "br0": Seen(("10.0.0.5/24",), kind="bridge")})
    wished = settings({"interface": "eth1", "address": "10.0.0.6/24"})
    stale = stale_links(wished, kernel, ["br0"])
    assert stale == ("br0",)
    assert kept_way(node(wished, "10.0.0.5"), kernel, stale) == "10.0.0.5/24"


def test_an_address_of_an_interface_that_isnt_touched_is_not_moved() -> None:
    kernel = Kernel({"eth0": card("10.9.9.9/24"), "eth1": card()})
    assert kept_way(node(settings(BRIDGE), "10.9.9.9"), kernel) is None


@pytest.mark.parametrize(
    ("wish", "seen"),
    [
        ({"vlans": {"x": {"id": 21, "link": "eth1"}}}, ("vlan", {"id": 20}, "eth1")),
        ({"vlans": {"x": {"id": 20, "link": "eth1"}}}, ("vlan", {"id": 20}, "eth0")),
        ({"bridges": {"x": {"stp": True}}}, ("bridge", {"stp_state": 0}, None)),
        (
            {"bonds": {"x": {"interfaces": ["eth0", "eth1"], "mode": "802.3ad"}}},
            ("bond", {"mode": "active-backup", "miimon": 100}, None),
        ),
    ],
)
def test_what_is_made_otherwise_is_made_anew(
    wish: dict[str, Any], seen: tuple[str, dict[str, Any], str | None]
) -> None:
    kind, options, parent = seen
    kernel = Kernel({"x": Seen(kind=kind, options=options, parent=parent)})
    wished = settings({"interface": "x" if "bonds" in wish else "eth1", **wish})
    assert stale_links(wished, kernel, []) == ("x",)


def test_what_is_made_as_declared_stays() -> None:
    options = {"mode": "active-backup", "miimon": 100}
    kernel = Kernel({"bond0": Seen(kind="bond", options=options)})
    wished = settings({"interface": "bond0", "bonds": ALL["bonds"]})
    assert stale_links(wished, kernel, ["bond0"]) == ()


def test_a_card_that_isnt_part_of_its_bridge_is_a_difference() -> None:
    bridge = Seen(("10.0.0.5/24",), kind="bridge")
    wished = settings(BRIDGE, address="10.0.0.5/24")
    apart = Kernel({"eth1": card(), "br0": bridge})
    joined = Kernel({"eth1": card(controller="br0"), "br0": bridge})
    assert list(differences(wished, apart)) == ["eth1 is part of None"]
    assert list(differences(wished, joined)) == []


def test_a_name_that_something_else_has_is_refused() -> None:
    kernel = Kernel({"eth1": card(), "br0": Seen(kind="dummy")})
    with pytest.raises(HomelabError, match="br0 is there and is no bridge"):
        refuse_the_impossible(node(settings(BRIDGE)), kernel, [])


def test_managers_are_read_a_line_each() -> None:
    said = ["eth1 NetworkManager 100 (connected) Wired connection 1", ""]
    (manager,) = Managers().process(said)
    assert (manager.interface, str(manager)) == (
        "eth1",
        "NetworkManager: 100 (connected) Wired connection 1",
    )


def test_a_vlan_with_an_address_and_dhcp_is_refused() -> None:
    vlan = {"id": 20, "link": "eth0", "address": "10.0.20.5/24", "dhcp": True}
    with pytest.raises(ValidationError, match="DHCP is asked for another"):
        settings({"interface": "eth0", "vlans": {"guests": vlan}})


@pytest.mark.parametrize("names", [["eth1"], ["eth1", "eth0.20", "o'dd"]])
def test_managers_are_asked_for_in_words_that_a_shell_takes(names: list[str]) -> None:
    command = Managers().command(names)
    subprocess.run(["sh", "-n", "-c", command], check=True)
