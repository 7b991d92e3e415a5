"""Proxmox VE's installer is told what is declared, by the keys that upstream documents."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from support.media import KEY, PASSWORD, Made

from homelab.media import Medium
from homelab.roadmap.phase1.host_os.installing import NotInstallable

KEYS = {
    "global": {
        *("keyboard", "country", "fqdn", "mailto", "timezone"),
        *("root-password-hashed", "root-ssh-keys"),
    },
    "network": {"source", "cidr", "gateway", "dns", "filter"},
    "disk-setup": {"filesystem", "disk-list", "filter", "lvm"},
}
ROOT = {"user": "root", "password": "env:FIRST_PASSWORD"}
INSTALL: dict[str, Any] = {"volumes": [{"path": "/", "size": "30 GiB"}, {"path": "/var/lib/vz"}]}


def told(medium: Medium) -> dict[str, Any]:
    """The answers, all of them by names that are documented."""
    said = tomllib.loads(medium.files["answer.toml"])
    assert set(said) == set(KEYS)
    for section, keys in said.items():
        assert set(keys) <= KEYS[section]
    return said


def test_the_machine_is_as_declared(made: Made) -> None:
    said = told(made("proxmox_ve", INSTALL, ROOT))
    assert said["global"]["fqdn"] == "nas.home.arpa"
    assert said["global"]["root-ssh-keys"] == [f"{KEY} ada@laptop"]
    assert said["network"] == {
        "source": "from-answer",
        "cidr": "10.0.0.5/24",
        "gateway": "10.0.0.1",
        "dns": "10.0.0.1",
        "filter": {"ID_NET_NAME_MAC": "*525400123456"},
    }
    assert said["disk-setup"] == {
        "filesystem": "ext4",
        "disk-list": ["sda"],
        "lvm": {"swapsize": 2, "maxroot": 30},
    }


def test_a_password_is_hashed_and_nobody_knows_the_one_that_is_not_declared(made: Made) -> None:
    medium = made("proxmox_ve", INSTALL, ROOT)
    assert PASSWORD not in medium.files["answer.toml"]
    assert told(medium)["global"]["root-password-hashed"].startswith("$6$")
    locked = made("proxmox_ve", INSTALL, {"user": "root"})
    assert told(locked)["global"]["root-password-hashed"].startswith("$6$")


def test_the_older_installer_gets_its_own_spelling(made: Made) -> None:
    text = made("proxmox_ve", INSTALL, ROOT, host_os={"release": "8"}).files["answer.toml"]
    assert "root_ssh_keys" in tomllib.loads(text)["global"]
    assert tomllib.loads(text)["disk-setup"]["disk_list"] == ["sda"]


def test_what_the_installer_cannot_do_is_said_with_its_cure(made: Made) -> None:
    for install, first, said in (
        (INSTALL, {"user": "setup"}, "makes no user setup; let homelab come in as root first"),
        (INSTALL | {"layout": "plain"}, ROOT, "keeps its guests in LVM"),
        ({}, ROOT, "installer makes no /var; it knows / and /var/lib/vz"),
    ):
        with pytest.raises(NotInstallable, match=said):
            made("proxmox_ve", install, first)
    bare = {"provider": "systemd_networkd", "interface": "enp1s0", "address": "10.0.0.5/24"}
    with pytest.raises(NotInstallable, match=r"network\.gateway"):
        made("proxmox_ve", INSTALL, ROOT, network=bare)
