"""What firewalld itself must say of its zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase1.firewall.firewalld.settings import FirewalldSettings

if TYPE_CHECKING:
    from testinfra.host import Host


def test_firewalld_runs_now_and_after_a_reboot(host: Host) -> None:
    """The firewall runs, and comes up at boot."""
    assert host.check_output("firewall-cmd --state") == "running"
    assert host.service("firewalld").is_enabled


def test_what_comes_in_is_denied_by_default(host: Host) -> None:
    """What comes in by an interface of no other zone is denied unless a rule allows it."""
    assert host.check_output("firewall-cmd --get-default-zone") == "homelab"
    target = host.check_output("firewall-cmd --zone homelab --list-all | grep target:")
    assert target.split() == ["target:", "DROP"]


def test_it_logs_as_declared(host: Host, node: Node[FirewalldSettings]) -> None:
    """The firewall logs as much as declared."""
    assert host.check_output("firewall-cmd --get-log-denied") == node.settings.log_denied
