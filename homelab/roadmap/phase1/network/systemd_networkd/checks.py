"""What systemd-networkd itself must say of the interface."""

from __future__ import annotations

import json
from difflib import ndiff
from typing import TYPE_CHECKING, Any

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

if TYPE_CHECKING:
    from testinfra.host import Host

NetworkdNode = Node[SystemdNetworkdSettings]
NETWORK = "etc/systemd/network/10-homelab-interface.network.j2"


@pytest.fixture
def path(node: NetworkdNode) -> str:
    """Where the interface's .network file lies."""
    return f"/etc/systemd/network/10-homelab-{node.settings.interface}.network"


@pytest.fixture
def status(host: Host, node: NetworkdNode) -> dict[str, Any]:
    """What networkd says of the interface."""
    said = host.run("networkctl --json=short status %s", node.settings.interface)
    return json.loads(said.stdout) if said.succeeded else {}


def test_networkd_runs_now_and_after_a_reboot(host: Host) -> None:
    """systemd-networkd runs, and starts at boot."""
    service = host.service("systemd-networkd")
    assert service.is_running
    assert service.is_enabled


def test_networkd_configures_the_interface(status: dict[str, Any], path: str) -> None:
    """systemd-networkd has configured the interface by homelab's file."""
    assert status.get("NetworkFile") == path
    assert status.get("AdministrativeState") in {"configured", "configuring"}


def test_the_file_says_what_is_declared(host: Host, node: NetworkdNode, path: str) -> None:
    """The interface's file says what is declared, so it will be so after a reboot."""
    assert host.file(path).exists
    said = host.file(path).content_string.splitlines()
    odd = [line for line in ndiff(node.render(NETWORK).splitlines(), said) if line[0] in "-+"]
    assert odd == []


def test_nobody_overrides_the_file(status: dict[str, Any]) -> None:
    """No drop-in changes what the interface's file says."""
    assert not status.get("NetworkFileDropins")
