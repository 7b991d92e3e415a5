"""What a CentOS Stream must meet: security fixes that come by themselves, and nothing else."""

from __future__ import annotations

from configparser import ConfigParser
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.host_os.centos_stream.settings import CentosStreamSettings

if TYPE_CHECKING:
    from testinfra.host import Host

CentosNode = Node[CentosStreamSettings]


def test_security_fixes_are_applied(node: CentosNode, host: Host) -> None:
    """Dnf is told to apply security fixes and nothing else, or none where that was declared."""
    told = ConfigParser()
    told.read_string(host.file("/etc/dnf/automatic.conf").content_string)
    declared = "yes" if node.settings.security_upgrades else "no"
    assert told["commands"]["apply_updates"] == declared
    assert told["commands"]["upgrade_type"] == "security"


def test_fixes_would_be_installed(node: CentosNode, host: Host) -> None:
    """A trial run of the upgrades reaches the repositories and ends well."""
    if not node.settings.security_upgrades:
        pytest.skip("upgrades by themselves are declined")
    trial = host.run("dnf-automatic --no-installupdates --no-downloadupdates")
    assert trial.rc == 0, trial.stderr
