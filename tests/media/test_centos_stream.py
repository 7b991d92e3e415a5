"""CentOS's installer is told what is declared, in words that Anaconda's own parser accepts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.media import KEY, PASSWORD, Made

KICKSTART = "ks.cfg"


def objections(text: str, folder: Path, release: str) -> str:
    """What ksvalidator says against a file; empty where it is valid."""
    (folder / KICKSTART).write_text(text)
    argv = [str(Path(sys.executable).with_name("ksvalidator")), "--version", f"RHEL{release}"]
    done = subprocess.run(
        [*argv, str(folder / KICKSTART)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""


def lines(text: str, command: str) -> list[str]:
    """The lines of a command."""
    return [line for line in text.splitlines() if line.split()[:1] == [command]]


@pytest.mark.parametrize("release", ["9", "10"])
@pytest.mark.parametrize(
    "wishes",
    [
        {"first": {"user": "root"}},
        {"install": {"layout": "plain"}, "first": {"user": "setup"}},
        {"network": None},
    ],
)
def test_pykickstart_accepts_it(
    made: Made, tmp_path: Path, release: str, wishes: dict[str, Any]
) -> None:
    medium = made("centos_stream", host_os={"release": release}, **wishes)
    assert objections(medium.files[KICKSTART], tmp_path, release) == ""


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("--vgname=system", "--vgnme=system"),
        ("zerombr", "zeromb"),
        ("%end", ""),
        ("--bootproto=static", "--bootproto=magic"),
    ],
)
def test_pykickstart_refuses_a_broken_one(made: Made, tmp_path: Path, good: str, bad: str) -> None:
    text = made("centos_stream").files[KICKSTART]
    assert good in text
    assert objections(text.replace(good, bad), tmp_path, "10") != ""


def test_the_disk_is_laid_out_as_declared(made: Made) -> None:
    text = made("centos_stream").files[KICKSTART]
    assert lines(text, "ignoredisk") == ["ignoredisk --only-use=sda"]
    assert lines(text, "logvol") == [
        "logvol swap --fstype=swap --name=swap --vgname=system --size=2048",
        "logvol /var --fstype=xfs --name=var --vgname=system --size=20480",
        "logvol / --fstype=xfs --name=root --vgname=system --size=4096 --grow",
    ]
    plain = made("centos_stream", {"layout": "plain"}).files[KICKSTART]
    assert not lines(plain, "logvol")
    assert "part / --fstype=xfs --size=4096 --grow --ondisk=sda" in lines(plain, "part")


def test_the_address_is_known_before_the_file_is_fetched(made: Made) -> None:
    medium = made("centos_stream")
    assert "ip=10.0.0.5::10.0.0.1:255.255.255.0:nas:enp1s0:none" in medium.boot.arguments
    assert "inst.ks=${base}/nas/ks.cfg" in medium.boot.arguments
    (network,) = lines(medium.files[KICKSTART], "network")
    for word in ("--device=52:54:00:12:34:56", "--ip=10.0.0.5", "--nameserver=10.0.0.1,9.9.9.9"):
        assert word in network.split()


def test_the_first_user_comes_in_by_key(made: Made) -> None:
    text = made("centos_stream", first={"user": "setup"}).files[KICKSTART]
    assert lines(text, "sshkey") == [f'sshkey --username=setup "{KEY}"']
    assert lines(text, "user") == ["user --name=setup --groups=wheel --lock"]
    assert "NOPASSWD" in text
    guarded = made("centos_stream").files[KICKSTART]
    assert "--password=$6$" in guarded
    assert "NOPASSWD" not in guarded
    assert PASSWORD not in guarded
