"""What a device is set up with is written for its owner alone, and shown nowhere else."""

from __future__ import annotations

import io
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import segno

Homelab = Callable[..., subprocess.CompletedProcess[str]]
INVENTORY = 'nodes = [("gateway", {"ssh_hostname": "192.0.2.1"})]\ngateway = ["gateway"]\n'
WISHES = """
host_os = {"provider": "debian"}
network = {"provider": "systemd_networkd", "interface": "eth0"}
remote_access = {"provider": "openssh", "admin": {"name": "ada", "keys": [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"]}}
firewall = {"provider": "ufw"}
dns = {"provider": "dnsmasq"}
vpn = {"provider": "wireguard", "endpoint": "vpn.example.org", "peers": {"phone": {}}}
"""


@pytest.fixture(autouse=True)
def wishes(lab: Path, homelab: Homelab) -> None:
    """A lab with a VPN that a phone may come in by."""
    (lab / "inventory.py").write_text(INVENTORY)
    (lab / "group_data").mkdir(exist_ok=True)
    (lab / "group_data" / "all.py").write_text(WISHES)
    for name in ("vpn/server", "vpn/phone"):
        assert homelab("secrets", "set", name, "--generate").returncode == 0


def test_a_file_is_its_owners_alone_and_its_keys_are_shown_nowhere(
    lab: Path, homelab: Homelab
) -> None:
    done = homelab("vpn", "client", "phone", "-o", "phone.conf")
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE((lab / "phone.conf").stat().st_mode) == 0o600
    keys = re.findall(r"^P\w+Key = (.+)$", (lab / "phone.conf").read_text(), re.MULTILINE)
    assert len(keys) == 3
    assert not [key for key in keys if key in done.stdout + done.stderr]


def test_it_says_where_to_call_what_to_send_and_whom_to_ask(lab: Path, homelab: Homelab) -> None:
    homelab("vpn", "client", "phone", "-o", "phone.conf")
    lines = (lab / "phone.conf").read_text().splitlines()
    assert "Endpoint = vpn.example.org:51820" in lines
    assert "AllowedIPs = 10.99.0.0/16, 192.0.2.1/32" in lines
    assert "DNS = 10.99.0.1, home.arpa" in lines


def test_with_everything_goes_ipv6_so_that_nothing_passes_the_tunnel_by(
    lab: Path, homelab: Homelab
) -> None:
    everything = WISHES.replace('"peers"', '"reach": ["0.0.0.0/0"], "peers"')
    (lab / "group_data" / "all.py").write_text(everything)
    homelab("vpn", "client", "phone", "-o", "phone.conf")
    assert "AllowedIPs = 0.0.0.0/0, ::/0" in (lab / "phone.conf").read_text().splitlines()


def test_the_qr_code_is_that_of_the_file(lab: Path, homelab: Homelab) -> None:
    homelab("vpn", "client", "phone", "-o", "phone.conf")
    expected = io.StringIO()
    segno.make((lab / "phone.conf").read_text(), micro=False).terminal(expected, compact=True)
    assert homelab("vpn", "client", "phone", "--qr").stdout == expected.getvalue()


def test_the_file_is_the_same_again_until_its_secret_is_another(
    lab: Path, homelab: Homelab
) -> None:
    texts = []
    for rotated in ((), (), ("vpn/phone",)):
        if rotated:
            homelab("secrets", "rotate", *rotated)
        homelab("vpn", "client", "phone", "-o", "phone.conf")
        texts.append((lab / "phone.conf").read_text())
    assert texts[0] == texts[1]
    same = set(texts[0].splitlines()) & set(texts[2].splitlines())
    assert {line.partition(" ")[0] for line in set(texts[0].splitlines()) - same} == {
        "PrivateKey",
        "PresharedKey",
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("phone",), "--qr or -o FILE"),
        (("phone", "--qr", "-o", "x"), "--qr or -o FILE"),
        (("tablet", "--qr"), "there is phone"),
        (("phone", "-o", "nowhere/phone.conf"), "nowhere/phone.conf can't be written"),
    ],
)
def test_what_is_asked_wrongly_says_what_to_do(
    homelab: Homelab, arguments: tuple[str, ...], words: str
) -> None:
    done = homelab("vpn", "client", *arguments)
    assert done.returncode == 64
    assert words in done.stderr


def test_a_device_without_a_secret_says_which_to_make(lab: Path, homelab: Homelab) -> None:
    (lab / "group_data" / "all.py").write_text(WISHES.replace('"phone"', '"tablet"'))
    done = homelab("vpn", "client", "tablet", "--qr")
    assert done.returncode != 0
    assert "homelab secrets set vpn/tablet" in done.stderr


def test_a_secret_that_could_be_guessed_makes_no_key(homelab: Homelab) -> None:
    homelab("secrets", "set", "vpn/phone", stdin="tide pool")
    done = homelab("vpn", "client", "phone", "--qr")
    assert done.returncode != 0
    assert "too short" in done.stderr
    assert "tide" not in done.stderr
