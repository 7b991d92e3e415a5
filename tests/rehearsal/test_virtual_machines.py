"""A virtual machine is asked for what it has, and no container for more than the machine has."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Any

import pytest

from homelab.lab import LabNode, VirtualMachine
from homelab.model import load
from homelab.rehearsal.overlay import StandsIn, overlay_of

V4, V6 = IPv4Address("192.0.2.1"), IPv6Address("2001:db8::1")
NODE = LabNode("alpha", "homelab-alpha", V4, V6, V4, V6, "debian-13", "running")
WISHES = """
hardware = {"provider": "declared", "cpu": {"cores": 64}, "memory": {"size": "1 TiB"}}
firmware = {"provider": "manual", "boot": "uefi", "vendor": "Dell", "version": "1.80"}
"""


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "group_data").mkdir()
    (tmp_path / "group_data" / "all.py").write_text(WISHES)
    (tmp_path / "inventory.py").write_text("hosts = ['alpha']\n")
    lab = load(tmp_path / "inventory.py")
    node = replace(NODE, machine=VirtualMachine(memory=512, processors=1))
    stands_in = StandsIn(tmp_path / "key", "ssh-ed25519 AAAA", None, None, None)
    return overlay_of(lab, lab.hosts["alpha"], {"alpha": node}, stands_in)


def test_it_is_asked_for_no_more_than_its_parts(overlay: dict[str, Any]) -> None:
    assert overlay["hardware"]["memory"] == {"size": 512 * 2**20}
    assert overlay["hardware"]["cpu"]["cores"] == 1


def test_its_firmware_is_not_the_real_machines(overlay: dict[str, Any]) -> None:
    asked = {name for name, value in overlay["firmware"].items() if value}
    assert asked == set()
    assert {"boot", "vendor", "version", "released"} <= set(overlay["firmware"])
