"""Ubuntu's installer is told what is declared, by the keys that upstream documents."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML
from support.media import KEY, PASSWORD, Made

from homelab.media import Medium

KEYS = {
    *("version", "locale", "keyboard", "timezone", "network", "storage", "ssh", "user-data"),
    *("updates", "shutdown", "apt"),
}
"""Those of autoinstall that are used."""


def told(medium: Medium) -> dict[str, Any]:
    """What is under `autoinstall`."""
    text = medium.files["user-data"]
    assert text.startswith("#cloud-config\n")
    said: dict[str, Any] = YAML(typ="safe").load(text)
    assert list(said) == ["autoinstall"]
    return dict(said["autoinstall"])


@pytest.mark.parametrize("layout", ["lvm", "plain"])
@pytest.mark.parametrize("firmware", ["uefi", "bios"])
def test_every_action_stands_on_an_earlier_one(made: Made, layout: str, firmware: str) -> None:
    wish = {"layout": layout, "firmware": firmware, "mirror": "http://archive.ubuntu.com/ubuntu"}
    said = told(made("ubuntu", wish))
    assert set(said) <= KEYS
    assert said["storage"]["swap"] == {"size": 0}
    known: set[str] = set()
    for action in said["storage"]["config"]:
        below = {action[key] for key in ("device", "volume", "volgroup") if key in action}
        assert {*below, *action.get("devices", ())} <= known
        assert action["id"] not in known
        known.add(action["id"])
    booted = [action["id"] for action in said["storage"]["config"] if action.get("grub_device")]
    assert booted == (["esp"] if firmware == "uefi" else ["disk"])


def test_the_disk_is_laid_out_as_declared(made: Made) -> None:
    actions = told(made("ubuntu"))["storage"]["config"]
    assert actions[0]["path"] == "/dev/sda"
    volumes = {a["name"]: a["size"] for a in actions if a["type"] == "lvm_partition"}
    assert volumes == {"swap": 2 * 1024**3, "var": 20 * 1024**3, "root": -1}
    mounts = {a["path"]: a["device"] for a in actions if a["type"] == "mount"}
    assert set(mounts) == {"/", "/var", "/boot", "/boot/efi", ""}
    plain = told(made("ubuntu", {"layout": "plain"}))["storage"]["config"]
    assert {action["type"] for action in plain} == {"disk", "partition", "format", "mount"}
    assert plain[-3]["size"] == -1


def test_the_card_has_its_address(made: Made) -> None:
    medium = made("ubuntu")
    assert told(medium)["network"]["ethernets"]["enp1s0"] == {
        "match": {"macaddress": "52:54:00:12:34:56"},
        "addresses": ["10.0.0.5/24"],
        "routes": [{"to": "default", "via": "10.0.0.1"}],
        "nameservers": {"addresses": ["10.0.0.1", "9.9.9.9"]},
    }
    words = medium.boot.arguments
    assert "ip=10.0.0.5::10.0.0.1:255.255.255.0:nas:enp1s0:off:10.0.0.1" in words
    assert "ds=nocloud;s=${base}/nas/" in words
    by_dhcp = made("ubuntu", network=None)
    assert "ip=dhcp" in by_dhcp.boot.arguments


def test_the_first_user_comes_in_by_key(made: Made) -> None:
    medium = made("ubuntu", first={"user": "setup"})
    said = told(medium)
    assert said["ssh"]["allow-pw"] is False
    first = said["user-data"]
    assert (first["hostname"], first["disable_root"]) == ("nas", True)
    (user,) = first["users"]
    assert f"- {KEY} ada@laptop\n" in medium.files["user-data"]
    assert user["ssh_authorized_keys"] == [f"{KEY} ada@laptop"]
    assert user["sudo"] == "ALL=(ALL) NOPASSWD:ALL"
    root = told(made("ubuntu", first={"user": "root"}))["user-data"]
    assert (root["disable_root"], root["users"][0]["name"]) == (False, "root")


def test_a_password_is_hashed_and_sudo_asks_for_it(made: Made) -> None:
    medium = made("ubuntu")
    assert PASSWORD not in medium.files["user-data"]
    (user,) = told(medium)["user-data"]["users"]
    assert user["hashed_passwd"].startswith("$6$")
    assert (user["lock_passwd"], user["sudo"]) == (False, "ALL=(ALL) ALL")
