"""Devices keep their keys and addresses, whoever else comes and goes."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from homelab.contract import Node
from homelab.model import Connection, Host, Lab
from homelab.roadmap.phase2.vpn.settings import Peer
from homelab.roadmap.phase2.vpn.wireguard.declared import CHECKPOINT, device, devices, reachable
from homelab.roadmap.phase2.vpn.wireguard.settings import WireguardSettings
from homelab.secrets import mask

NAMES = st.sets(st.from_regex(r"[a-z0-9][a-z0-9-]{0,30}", fullmatch=True), max_size=5)


def node(*addresses: str, **settings: Any) -> Node[WireguardSettings]:
    hosts = {
        f"host{n}": Host(f"host{n}", at, (), Connection("fake", at, Path("/x")))
        for n, at in enumerate(addresses)
    }
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), hosts, (), resolver=a_secret)
    wishes = WireguardSettings(**settings)
    return Node("host0", "10.0.0.1", "vpn", "wireguard", wishes, lab, Path("/"))


def a_secret(reference: str, root: Path) -> str:
    del root
    return f"a long secret behind {reference}"


@given(names=NAMES)
def test_an_address_that_follows_from_a_name_is_one_of_a_device(names: set[str]) -> None:
    settings = WireguardSettings(peers={})
    usable = set(range(2, settings.network.num_addresses - 1))
    for name in names:
        alone = WireguardSettings(peers={name: Peer()})
        assert int(alone.address_of(name)) - int(alone.network[0]) in usable


@given(names=NAMES)
def test_whoever_stays_keeps_address_and_key_when_others_go(names: set[str]) -> None:
    try:
        together = node(peers={name: Peer() for name in names})
    except ValidationError:
        return  # two of them would have the same address, and one must be given another
    for name in names:
        assert device(node(peers={name: Peer()}), name) == device(together, name)


def test_no_two_have_the_same_key() -> None:
    found = devices(node(peers={"phone": Peer(), "laptop": Peer()}))
    keys = [key for each in found for key in (each.private, each.preshared)]
    assert len(set(keys)) == len(keys) == 6


def test_a_private_key_is_clamped() -> None:
    key = b64decode(device(node(peers={"phone": Peer()}), "phone").private)
    assert (key[0] & 7, key[31] & 192) == (0, 64)


def test_a_key_is_masked_like_the_secret_that_it_is_made_from() -> None:
    there = node(peers={"phone": Peer()})
    key = device(there, "phone").private
    assert isinstance(there.lab, Lab)
    assert key not in mask(f"PrivateKey = {key}", there.lab.revealed)


def test_the_checkpoints_may_greet_and_send_nothing() -> None:
    assert device(node(), CHECKPOINT).addresses == ()


def test_devices_reach_the_labs_hosts_and_no_other_unless_it_is_declared() -> None:
    addresses = ("10.0.0.1", "nas.example.org", "fd00::1", "10.0.0.2")
    assert reachable(node(*addresses)) == ("10.0.0.1/32", "10.0.0.2/32")
    wide = node(*addresses, reach=["192.168.0.0/24"])
    assert reachable(wide) == ("192.168.0.0/24",)
    assert reachable(replace(wide, settings=WireguardSettings(reach=[]))) == ()


@pytest.mark.parametrize("network", ["fd00::/64", "10.0.0.1/24", "10.0.0.0/30", "all"])
def test_a_tunnel_takes_nothing_but_an_ipv4_network_of_some_size(network: str) -> None:
    with pytest.raises(ValidationError):
        WireguardSettings.model_validate({"network": network})
