"""A rehearsal leaves the real machines' BMCs alone."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from support.bmc import PASSWORD, emulated_bmc

from homelab.lab import LabNode
from homelab.model import load
from homelab.rehearsal.inventory import write
from homelab.rehearsal.overlay import StandsIn, overlay_of
from homelab.roadmap.phase1.firmware.redfish.deploy import deploy

V4, V6 = IPv4Address("192.0.2.1"), IPv6Address("2001:db8::1")
NODE = LabNode("alpha", "homelab-alpha", V4, V6, V4, V6, "debian-13", "running")


def test_a_persons_bmc_is_never_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BMC_PASSWORD", PASSWORD)
    with emulated_bmc(tmp_path / "bmc") as bmc:
        own = {"provider": "redfish", "bmc": bmc.url, "username": "ada", "boot_source": "Pxe"}
        own |= {"password": "env:BMC_PASSWORD", "verify": str(bmc.certificate)}
        (tmp_path / "group_data").mkdir()
        (tmp_path / "group_data" / "all.py").write_text(f"firmware = {own!r}\n")
        (tmp_path / "inventory.py").write_text("hosts = ['alpha']\n")

        real = load(tmp_path / "inventory.py")
        stands_in = StandsIn(tmp_path / "key", "ssh-ed25519 AAAA", None, None, None)
        overlay = overlay_of(real, real.hosts["alpha"], {"alpha": NODE}, stands_in)
        rehearsed = load(write(tmp_path, real.inventory, {"alpha": overlay}))

        node = rehearsed.node("alpha", "firmware", "redfish")
        assert node.settings.bmc is None
        assert node.settings.boot_source == "Pxe"
        deploy(node)
        assert "/redfish" not in (tmp_path / "bmc" / "log").read_text()
