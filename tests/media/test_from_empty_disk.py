"""A machine with an empty disk finds its own answers over the network, and has its address.

Debian's installer then stops, where no mirror has its parts.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from support.blank_machine import HOMELAB, IMAGES, missing, room
from support.media import Made

from homelab.media.writing import write_media

MIRROR = "http://10.77.0.2:9000/debian"
LINK = "dists/bookworm/main/installer-amd64/current/images/netboot/debian-installer/amd64"
SERVE = ("python3", "-m", "http.server", "9000")
NETBOOT = ("netboot", "--interface", "br0")
PATIENCE = 900
"""Seconds: an emulated machine on a busy one is slow."""


@pytest.mark.lab
@pytest.mark.slow
@pytest.mark.skipif(missing() != "", reason=f"this isn't here: {missing()}")
def test_the_installer_asks_for_its_machines_answers_from_the_declared_address(
    made: Made, tmp_path: Path
) -> None:
    mirror = tmp_path / "mirror"
    (mirror / "debian" / LINK).parent.mkdir(parents=True)
    (mirror / "debian" / LINK).symlink_to(IMAGES)
    medium = made(
        "debian",
        {"disk": "/dev/vda", "firmware": "bios", "mirror": MIRROR},
        hardware={
            "provider": "declared",
            "interfaces": [{"name": "ens3", "mac": "52:54:00:12:34:56"}],
        },
        network={
            "provider": "systemd_networkd",
            "interface": "ens3",
            "address": "10.77.0.5/24",
            "gateway": "10.77.0.1",
            "dns": ["10.77.0.1"],
        },
        host_os={"release": "12"},
    )
    write_media(tmp_path / "out", {"nas": medium}, "http://${next-server}:8080")
    with room(tmp_path) as network:
        network.start("mirror", *SERVE, "--directory", str(mirror))
        log = network.start("netboot", HOMELAB, *NETBOOT, str(tmp_path / "out"))
        network.boot(tmp_path / "disk.img")
        end = time.monotonic() + PATIENCE
        while "10.77.0.5 fetched /nas/preseed.cfg" not in log.read_text():
            assert time.monotonic() < end, log.read_text()
            time.sleep(1)
