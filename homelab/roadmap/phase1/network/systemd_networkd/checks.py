"""What systemd-networkd itself must say of the links."""

from __future__ import annotations

import json
from difflib import ndiff
from typing import TYPE_CHECKING, Any

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.network.systemd_networkd.places import netdev_file, network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

if TYPE_CHECKING:
    from testinfra.host import Host

NetworkdNode = Node[SystemdNetworkdSettings]
NETDEV = "etc/systemd/network/10-homelab-interface.netdev.j2"
NETWORK = "etc/systemd/network/10-homelab-interface.network.j2"


@pytest.fixture
def status(host: Host, node: NetworkdNode) -> dict[str, dict[str, Any]]:
    """What networkd says of each link, by its file."""
    said = {
        network_file(link): host.run("networkctl --json=short status %s", link.name)
        for link in node.settings.links
    }
    return {file: json.loads(of.stdout) if of.succeeded else {} for file, of in said.items()}


def test_networkd_runs_now_and_after_a_reboot(host: Host) -> None:
    """systemd-networkd runs, and starts at boot."""
    service = host.service("systemd-networkd")
    assert service.is_running
    assert service.is_enabled


def test_networkd_configures_the_interface(status: dict[str, dict[str, Any]]) -> None:
    """systemd-networkd has configured every link by homelab's file."""
    for file, link in status.items():
        assert link.get("NetworkFile") == file
        assert link.get("AdministrativeState") in {"configured", "configuring"}


def test_the_file_says_what_is_declared(host: Host, node: NetworkdNode) -> None:
    """The links' files say what is declared, so it will be so after a reboot."""
    wished = {network_file(link): node.render(NETWORK, link=link) for link in node.settings.links}
    wished |= {
        netdev_file(link): node.render(NETDEV, link=link)
        for link in node.settings.links
        if link.made is not None
    }
    for path, text in wished.items():
        assert host.file(path).exists
        said = host.file(path).content_string.splitlines()
        assert [line for line in ndiff(text.splitlines(), said) if line[0] in "-+"] == []


def test_nobody_overrides_the_file(status: dict[str, dict[str, Any]]) -> None:
    """No drop-in changes what the links' files say."""
    assert [file for file, link in status.items() if link.get("NetworkFileDropins")] == []
