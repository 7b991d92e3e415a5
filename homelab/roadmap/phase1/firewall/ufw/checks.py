"""What ufw itself must say of its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

if TYPE_CHECKING:
    from testinfra.host import Host


@pytest.fixture
def status(host: Host) -> dict[str, str]:
    """The heading of `ufw status verbose`, by its words in lower case."""
    return pairs(host.check_output("LC_ALL=C ufw status verbose"), ":")


def pairs(text: str, separator: str) -> dict[str, str]:
    """The lines of TEXT as names, in lower case, and values."""
    lines = (line.partition(separator) for line in text.splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def test_ufw_is_on_now_and_after_a_reboot(host: Host, status: dict[str, str]) -> None:
    """The firewall is active, and comes up at boot."""
    assert status.get("status") == "active"
    assert pairs(host.file("/etc/ufw/ufw.conf").content_string, "=").get("enabled") == "yes"
    assert host.service("ufw").is_enabled


def test_what_comes_in_is_denied_by_default(status: dict[str, str]) -> None:
    """What comes in is denied unless a rule allows it."""
    incoming = status.get("default", "no firewall").partition(" (incoming)")[0]
    assert incoming in {"deny", "reject"}, f"expected: deny\nactual:   {incoming}"


def test_ipv6_is_guarded_too(host: Host) -> None:
    """The firewall guards IPv6 as well as IPv4."""
    assert pairs(host.file("/etc/default/ufw").content_string, "=").get("ipv6") == "yes"


def test_logging_is_the_declared_one(node: Node[UfwSettings], status: dict[str, str]) -> None:
    """The firewall logs as much as declared."""
    level = node.settings.logging
    assert status.get("logging") == ("off" if level == "off" else f"on ({level})")
