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
    lines = host.check_output("LC_ALL=C ufw status verbose").splitlines()
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_ufw_is_on_now_and_after_a_reboot(host: Host, status: dict[str, str]) -> None:
    """ufw is active, and comes up at boot."""
    assert status["status"] == "active"
    assert "ENABLED=yes" in host.file("/etc/ufw/ufw.conf").content_string.splitlines()
    assert host.service("ufw").is_enabled


def test_what_comes_in_is_denied_by_default(status: dict[str, str]) -> None:
    """What comes in is denied unless a rule allows it."""
    assert status["default"].startswith(("deny (incoming)", "reject (incoming)")), (
        f"expected: deny (incoming)\nactual:   {status['default']}"
    )


def test_ipv6_is_guarded_too(host: Host) -> None:
    """ufw guards IPv6 as well as IPv4."""
    settings = host.file("/etc/default/ufw").content_string.splitlines()
    assert "IPV6=yes" in settings


def test_logging_is_the_declared_one(node: Node[UfwSettings], status: dict[str, str]) -> None:
    """ufw logs as much as declared."""
    level = node.settings.logging
    assert status["logging"] == ("off" if level == "off" else f"on ({level})")
