"""Debian's installer is told what is declared, in words that its own tools accept."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.media import KEY, PASSWORD, Made

PRESEED = "preseed.cfg"
needs_debconf = pytest.mark.skipif(
    shutil.which("debconf-set-selections") is None,
    reason="debconf-set-selections comes with Debian and Ubuntu alone",
)


def accepted(text: str, folder: Path) -> bool:
    """Whether debconf takes every line."""
    (folder / PRESEED).write_text(text)
    argv = ["debconf-set-selections", "--checkonly", str(folder / PRESEED)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    return done.returncode == 0 and not done.stderr


def answers(text: str) -> dict[str, str]:
    """What each question is answered."""
    lines = (line.split(maxsplit=3) for line in text.splitlines() if not line.startswith("#"))
    return {words[1]: words[3] if words[3:] else "" for words in lines if words}


@needs_debconf
@pytest.mark.parametrize("layout", ["lvm", "plain"])
@pytest.mark.parametrize("firmware", ["uefi", "bios"])
@pytest.mark.parametrize("user", ["root", "setup"])
def test_debconf_accepts_it(
    made: Made, tmp_path: Path, layout: str, firmware: str, user: str
) -> None:
    medium = made("debian", {"layout": layout, "firmware": firmware}, {"user": user})
    assert accepted(medium.files[PRESEED], tmp_path)


@needs_debconf
def test_debconf_refuses_a_broken_one(made: Made, tmp_path: Path) -> None:
    text = made("debian").files[PRESEED]
    assert not accepted(text.replace(" boolean true", "", 1), tmp_path)


def test_the_disk_is_laid_out_as_declared(made: Made) -> None:
    text = made("debian", {"volumes": [{"path": "/"}, {"path": "/srv", "size": "30 GB"}]})
    said = answers(text.files[PRESEED])
    assert said["partman-auto/disk"] == said["grub-installer/bootdev"] == "/dev/sda"
    assert said["partman-auto/method"] == "lvm"
    parts = [part.split() for part in said["partman-auto/expert_recipe"].split(" . ")]
    sizes = {part[part.index("mountpoint{") + 1]: part for part in parts if "mountpoint{" in part}
    assert sizes["/srv"][:3] == ["30000", "30000", "30000"]
    assert sizes["/"][2] == "-1"
    assert list(sizes)[-1] == "/"
    plain = answers(made("debian", {"layout": "plain"}).files[PRESEED])
    assert plain["partman-auto/method"] == "regular"
    assert "lvmok" not in plain["partman-auto/expert_recipe"]


def test_the_address_is_known_before_the_file_is_fetched(made: Made) -> None:
    medium = made("debian")
    said = dict(word.partition("=")[::2] for word in medium.boot.arguments)
    assert said["netcfg/get_ipaddress"] == "10.0.0.5"
    assert said["netcfg/get_netmask"] == "255.255.255.0"
    assert said["netcfg/get_gateway"] == "10.0.0.1"
    assert said["BOOTIF"] == "01-52-54-00-12-34-56"
    assert said["url"] == "${base}/nas/preseed.cfg"
    by_dhcp = made("debian", network={"provider": "systemd_networkd", "interface": "enp1s0"})
    assert not [word for word in by_dhcp.boot.arguments if word.startswith("netcfg/")]
    assert "netcfg/get_ipaddress" not in answers(by_dhcp.files[PRESEED])


def test_the_first_user_comes_in_by_key(made: Made) -> None:
    said = answers(made("debian", first={"user": "setup"}).files[PRESEED])
    assert (said["passwd/make-user"], said["passwd/username"]) == ("true", "setup")
    assert said["passwd/user-password-crypted"] == "*"
    late = said["preseed/late_command"]
    assert f"echo '{KEY}' >> /home/setup/.ssh/authorized_keys" in late
    assert "NOPASSWD" in late
    root = answers(made("debian", first={"user": "root"}).files[PRESEED])
    assert (root["passwd/make-user"], root["passwd/root-login"]) == ("false", "true")
    assert f"echo '{KEY}' >> /root/.ssh/authorized_keys" in root["preseed/late_command"]
    assert "NOPASSWD" not in root["preseed/late_command"]


def test_a_password_is_hashed_and_sudo_asks_for_it(made: Made) -> None:
    text = made("debian").files[PRESEED]
    assert PASSWORD not in text
    hashed = answers(text)["passwd/user-password-crypted"]
    salt = hashed.split("$")[2]
    argv = ["openssl", "passwd", "-6", "-salt", salt, "-stdin"]
    again = subprocess.run(argv, input=PASSWORD, capture_output=True, text=True, check=True)
    assert hashed == again.stdout.strip()
    assert "NOPASSWD" not in text


def test_a_disk_by_its_id_is_found_when_the_installer_runs(made: Made) -> None:
    said = answers(made("debian", {"disk": "/dev/disk/by-id/ata-X"}, hardware=None).files[PRESEED])
    assert "readlink -f /dev/disk/by-id/ata-X" in said["partman/early_command"]
