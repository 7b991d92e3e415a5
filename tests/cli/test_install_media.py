"""Installation media are their owner's alone, made whole or not at all, and say what is missing."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Homelab = Callable[..., subprocess.CompletedProcess[str]]
INVENTORY = """
nodes = [("nas", {"ssh_hostname": "10.0.0.5"}), ("pi", {"ssh_hostname": "10.0.0.6"})]
storage = ["nas"]
"""
EVERY = """
remote_access = {"provider": "openssh", "admin": {"name": "ada", "keys": [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"]},
    "first_contact": {"user": "setup", "password": "env:FIRST_PASSWORD"}}
host_os = {"provider": "debian"}
"""
STORAGE = """
host_os = {"install": {"disk": "/dev/sda", "mac": "52:54:00:12:34:56"}}
"""
PASSWORD = "correct-horse"


@pytest.fixture(autouse=True)
def wishes(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lab of two machines, of which one can be installed."""
    (lab / "inventory.py").write_text(INVENTORY)
    (lab / "group_data").mkdir()
    (lab / "group_data" / "all.py").write_text(EVERY)
    (lab / "group_data" / "storage.py").write_text(STORAGE)
    monkeypatch.setenv("FIRST_PASSWORD", PASSWORD)


def test_files_are_their_owners_alone_and_hold_no_password(lab: Path, homelab: Homelab) -> None:
    done = homelab("install-media", "nas", "--out", "media", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["hosts"] == {"nas": {"system": "Debian 13", "mac": "52:54:00:12:34:56"}}
    assert said["files"] == ["media/nas/preseed.cfg", "media/boot.ipxe", "media/README.md"]
    for name in said["files"]:
        assert stat.S_IMODE((lab / name).stat().st_mode) == 0o600
        assert PASSWORD not in (lab / name).read_text()
    assert "$6$" in (lab / "media/nas/preseed.cfg").read_text()


def test_the_menu_leads_a_known_card_to_its_host_and_others_to_their_disk(
    lab: Path, homelab: Homelab
) -> None:
    homelab("install-media", "nas", "--out", "media", "--url", "http://10.0.0.2:8080/")
    menu = (lab / "media/boot.ipxe").read_text().splitlines()
    assert menu[0] == "#!ipxe"
    assert "isset ${base} || set base http://10.0.0.2:8080" in menu
    assert menu.index("set chosen local") < menu.index(
        "iseq ${mac} 52:54:00:12:34:56 && set chosen install-nas && set wait 10000 ||"
    )
    kernel = menu[menu.index(":install-nas") + 1]
    assert kernel.startswith("kernel http://deb.debian.org/debian/dists/trixie/main/")
    assert "url=${base}/nas/preseed.cfg" in kernel


def test_nothing_is_overwritten_unless_forced(lab: Path, homelab: Homelab) -> None:
    (lab / "media").mkdir()
    (lab / "media/README.md").write_text("mine")
    done = homelab("install-media", "nas", "--out", "media")
    assert done.returncode == 64
    assert "nothing was written, as there already is media/README.md" in done.stderr
    assert [path.name for path in (lab / "media").iterdir()] == ["README.md"]
    assert homelab("install-media", "nas", "--out", "media", "--force").returncode == 0
    assert (lab / "media/README.md").read_text() != "mine"


def test_a_missing_wish_is_named(homelab: Homelab) -> None:
    done = homelab("install-media", "nas", "pi", "--out", "media")
    assert done.returncode == 64
    assert done.stderr == (
        "pi: host_os.install: nothing says how it is installed; "
        'declare the disk to install onto, like "install": {"disk": "/dev/sda"}\n'
    )
    done = homelab("install-media", "nos", "--out", "media")
    assert done.stderr == "nos is no host of inventory.py; these can be installed: nas\n"
