"""What a Proxmox VE must meet: its own release, its packages' source, and security fixes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.host_os.checks import apts_word, upgrade_trial
from homelab.roadmap.phase1.host_os.proxmox_ve.settings import ProxmoxVeSettings

if TYPE_CHECKING:
    from testinfra.host import Host

ProxmoxNode = Node[ProxmoxVeSettings]


def test_it_manages_the_machine(node: ProxmoxNode, host: Host) -> None:
    """Proxmox VE answers, in the declared release."""
    said = json.loads(host.check_output("pvesh get /version --output-format json"))
    assert said["version"].partition(".")[0] == node.settings.release


def test_packages_come_from_the_declared_repository(node: ProxmoxNode, host: Host) -> None:
    """Apt asks the declared repository of Proxmox, and not the other."""
    said = host.check_output("apt-get indextargets --format '$(COMPONENT)'").split()
    assert {word for word in said if word.startswith("pve-")} == {f"pve-{node.settings.repository}"}


def test_fixes_are_asked_for_daily(node: ProxmoxNode, host: Host) -> None:
    """Apt is told to install security fixes every day, or never where that was declared."""
    declared = "1" if node.settings.security_upgrades else "0"
    assert apts_word(host, "APT::Periodic::Unattended-Upgrade") == [declared]


def test_fixes_would_be_installed(node: ProxmoxNode, host: Host) -> None:
    """A trial run of the upgrades succeeds, and takes Debian's security fixes and nothing else."""
    if not node.settings.security_upgrades:
        pytest.skip("upgrades by themselves are declined")
    origins = upgrade_trial(host)
    assert {origin["label"] for origin in origins} == {"Debian-Security"}
