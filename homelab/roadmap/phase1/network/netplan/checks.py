"""What netplan and systemd-networkd must say of the links."""

from __future__ import annotations

import json
from difflib import ndiff
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase1.network.netplan.places import YAML, generated_file
from homelab.roadmap.phase1.network.netplan.settings import NetplanSettings

if TYPE_CHECKING:
    from testinfra.host import Host

NetplanNode = Node[NetplanSettings]
TEMPLATE = "etc/netplan/90-homelab.yaml.j2"


def test_networkd_runs_now_and_after_a_reboot(host: Host) -> None:
    """systemd-networkd, which does the work, runs and starts at boot."""
    service = host.service("systemd-networkd")
    assert service.is_running
    assert service.is_enabled


def test_the_links_are_netplans(host: Host, node: NetplanNode) -> None:
    """systemd-networkd has configured every link by what netplan made of its file."""
    for link in node.settings.links:
        said = host.run("networkctl --json=short status %s", link.name)
        status = json.loads(said.stdout) if said.succeeded else {}
        assert status.get("NetworkFile") == generated_file(link.name)
        assert status.get("AdministrativeState") in {"configured", "configuring"}


def test_the_file_says_what_is_declared(host: Host, node: NetplanNode) -> None:
    """Netplan's file says what is declared, so it will be so after a reboot, and to root alone."""
    file = host.file(YAML)
    assert file.exists
    assert oct(file.mode) == "0o600"
    said = file.content_string.splitlines()
    odd = [line for line in ndiff(node.render(TEMPLATE).splitlines(), said) if line[0] in "-+"]
    assert odd == []


def test_nobody_overrides_the_file(host: Host, node: NetplanNode) -> None:
    """No other file of netplan's adds anything to the links."""
    for link in node.settings.links:
        key = f"^ +.?{link.name.replace('.', '[.]')}.?:"
        said = host.run("grep -lE -- %s /etc/netplan/*.yaml", key)
        assert said.stdout.split() == [YAML]
