"""What an Ubuntu must meet: security fixes that come by themselves, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.host_os.checks import apts_word, upgrade_trial
from homelab.roadmap.phase1.host_os.ubuntu.settings import UbuntuSettings

if TYPE_CHECKING:
    from testinfra.host import Host

UbuntuNode = Node[UbuntuSettings]


def test_fixes_are_asked_for_daily(node: UbuntuNode, host: Host) -> None:
    """Apt is told to install security fixes every day, or never where that was declared."""
    declared = "1" if node.settings.security_upgrades else "0"
    assert apts_word(host, "APT::Periodic::Unattended-Upgrade") == [declared]


def test_fixes_would_be_installed(node: UbuntuNode, host: Host) -> None:
    """A trial run of the upgrades succeeds, and takes security fixes and nothing else."""
    if not node.settings.security_upgrades:
        pytest.skip("upgrades by themselves are declined")
    origins = upgrade_trial(host)
    assert origins
    assert all(origin["archive"].endswith("-security") for origin in origins)
