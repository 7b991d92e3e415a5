"""What a Debian must meet: its release, its packages, and fixes that come by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings

if TYPE_CHECKING:
    from testinfra.host import Host

DebianNode = Node[DebianSettings]


def test_the_release_is_the_declared_one(node: DebianNode, host: Host) -> None:
    """The declared release of Debian is installed."""
    found = host.check_output('. /etc/os-release && echo "$ID $VERSION_CODENAME"')
    assert found == f"debian {node.settings.codename}"


def test_the_packages_are_there(node: DebianNode, host: Host) -> None:
    """Every declared package is installed."""
    missing = [name for name in node.settings.packages if not host.package(name).is_installed]
    assert not missing, f"not installed: {', '.join(missing)}"


def test_packages_are_whole(host: Host) -> None:
    """No package is half installed or half configured."""
    assert host.check_output("dpkg --audit") == ""


def test_fixes_are_looked_for_daily(node: DebianNode, host: Host) -> None:
    """Security fixes are looked for and installed every day, or never where that was declared."""
    said = host.check_output("apt-config dump APT::Periodic::Unattended-Upgrade")
    declared = "1" if node.settings.security_upgrades else "0"
    assert re.findall(r'"(.*)";', said) == [declared]
    if node.settings.security_upgrades:
        for timer in ("apt-daily.timer", "apt-daily-upgrade.timer"):
            assert host.service(timer).is_enabled
            state = host.check_output("systemctl show %s --property=SubState", timer)
            assert state == "SubState=waiting"


def test_fixes_would_be_installed(node: DebianNode, host: Host) -> None:
    """A trial run of the upgrades succeeds, and takes security fixes and nothing else."""
    if not node.settings.security_upgrades:
        pytest.skip("upgrades by themselves are declined")
    # In English, whatever locale was declared: its output is read.
    trial = host.run("LC_ALL=C unattended-upgrade --dry-run --verbose")
    assert trial.rc == 0, trial.stderr
    origins = re.findall(r"^Allowed origins are:(.*)$", trial.stdout + trial.stderr, re.MULTILINE)
    labels = set(re.findall(r"label=([\w-]+)", "".join(origins)))
    assert labels == {"Debian-Security"}
