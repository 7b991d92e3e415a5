"""Bonds and VLANs, which no container's kernel makes: the managers' own tools take their files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.own_lab import OwnLab

from homelab.contract import Node
from homelab.model import Lab
from homelab.roadmap.phase1.network.ifupdown.settings import IfupdownSettings
from homelab.roadmap.phase1.network.netplan.settings import NetplanSettings
from homelab.roadmap.phase1.network.network_manager.deploy import rendered
from homelab.roadmap.phase1.network.network_manager.settings import NetworkManagerSettings
from homelab.roadmap.phase1.network.systemd_networkd.places import netdev_file, network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings
from homelab.testing.package import open_package

pytestmark = [pytest.mark.lab, pytest.mark.slow]
HANDS_OFF = "mkdir -p /etc/NetworkManager/conf.d; printf '[keyfile]\\nunmanaged-devices=*\\n' \
>/etc/NetworkManager/conf.d/hands-off.conf"
FAULT = "/etc/systemd/network/[^ ]*:[0-9]+:"
"""How networkd names a line that it doesn't understand."""
APT = "DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends"


def full(name: str) -> Node[Any]:
    """A node as the provider NAME's full example has it."""
    package = open_package("network", name)
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), {}, ())
    folder = package.found.folder
    return Node("nas", "10.0.0.5", "network", name, package.settings["full"], lab, folder)


def put(lab: OwnLab, path: str, text: str) -> None:
    script = f"mkdir -p $(dirname {path}) && cat >{path} && chmod 600 {path}"
    assert lab.nodes.exec("two", ["sh", "-c", script], stdin=text).returncode == 0


@pytest.fixture(scope="module", autouse=True)
def _tools(lab: OwnLab) -> None:
    lab.run("two", f"{HANDS_OFF}; apt-get -qq update; {APT} netplan.io network-manager ifupdown")


def test_netplan_takes_its_file_and_makes_the_same_of_it(lab: OwnLab) -> None:
    node: Node[NetplanSettings] = full("netplan")
    text = node.render("etc/netplan/90-homelab.yaml.j2", kept=None)
    put(lab, "/tmp/np/etc/netplan/90-homelab.yaml", text)
    lab.run("two", "netplan generate --root-dir /tmp/np")
    made = lab.run("two", "cat /tmp/np/run/systemd/network/*")
    for line in ("Mode=802.3ad", "MIIMonitorSec=100ms", "Bond=bond0", "Bridge=br0", "VLAN=br0.20"):
        assert line in made.splitlines()
    assert "Id=20" in made.splitlines()


def test_networkd_knows_every_key(lab: OwnLab) -> None:
    node: Node[SystemdNetworkdSettings] = full("systemd_networkd")
    folder = "etc/systemd/network/10-homelab-interface"
    for link in node.settings.links:
        put(lab, network_file(link), node.render(f"{folder}.network.j2", link=link, kept=None))
        if link.made is not None:
            put(lab, netdev_file(link), node.render(f"{folder}.netdev.j2", link=link))
    put(lab, "/etc/systemd/network/99-wrong.network", "[Match]\nName=none\n[Network]\nNonsense=1\n")
    lab.run("two", "chmod 644 /etc/systemd/network/*; systemctl restart systemd-networkd")
    said = lab.run("two", f"journalctl -u systemd-networkd --no-pager | grep -E '{FAULT}'")
    assert "99-wrong.network" in said  # it would tell
    assert "10-homelab-" not in said
    lab.run("two", "systemctl stop systemd-networkd systemd-networkd.socket")


def test_network_manager_takes_every_profile(lab: OwnLab) -> None:
    node: Node[NetworkManagerSettings] = full("network_manager")
    for link in node.settings.links:
        put(lab, "/tmp/profile", rendered(node, link))
        shown = lab.run("two", "nmcli --offline connection modify </tmp/profile")
        assert f"interface-name={link.name}" in shown.splitlines()
        assert f"type={link.kind}" in shown.splitlines()


def test_ifup_takes_the_stanzas(lab: OwnLab) -> None:
    node: Node[IfupdownSettings] = full("ifupdown")
    text = node.render("etc/network/interfaces.d/homelab.j2", kept=None)
    put(lab, "/tmp/interfaces", text)
    said = lab.run("two", "ifup --no-act --verbose --force --all --interfaces=/tmp/interfaces 2>&1")
    assert "ip link add name bond0 type bond mode 802.3ad miimon 100" in said
    assert "ip link add link br0 name br0.20 type vlan id 20" in said
