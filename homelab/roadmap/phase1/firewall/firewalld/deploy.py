"""Write the zone, have firewalld start with it, and take back whatever only the daemon knows."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.offers import ContainerNetwork, Forward
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import serving, stopped
from homelab.roadmap.phase1.firewall.deploy import refuse_to_cut_off
from homelab.roadmap.phase1.firewall.firewalld.facts import ZONE, WrittenState
from homelab.roadmap.phase1.firewall.firewalld.operations import (
    configured,
    held_back,
    released,
    running_what_is_written,
)
from homelab.roadmap.phase1.firewall.firewalld.rules import element
from homelab.roadmap.phase1.firewall.firewalld.settings import FirewalldSettings
from homelab.roadmap.phase1.firewall.offers import passed_on, wished

__all__ = ["admit", "deploy", "prepare", "remove"]

ZONE_FILE = "etc/firewalld/zones/homelab.xml"
INSIDE = "homelab-inside"
"""The zone of the networks that the node passes on: firewalld has no policy for what comes from the
default zone and goes to it again, unless that has interfaces of its own."""
FIRST_BRIDGE = "172.17.0.0/16"
"""What Docker's own bridge has where the engine made it before it was told of its networks."""
POLICY = "etc/firewalld/policies/homelab-passing.xml"
UNIT = "firewalld.service"
VALID = "firewall-offline-cmd --check-config"
UPSTREAM = {"DefaultZone": "public", "LogDenied": "off", "NftablesTableOwner": "yes"}


def prepare(_node: Node[FirewalldSettings]) -> None:
    """Firewalld is installed, and doesn't run yet."""
    held_back(name="firewalld waits until it is told what to let in")
    installed(name="firewalld is installed", packages=["firewalld"])


def admit(node: Node[FirewalldSettings]) -> None:
    """What is declared is open, and so is what was."""
    declared = [element(port) for port in wished(node)]
    before = host.get_fact(WrittenState).declared
    _filtering(node, list(dict.fromkeys([*declared, *before])))


def deploy(node: Node[FirewalldSettings]) -> None:
    """Only declared ports can be reached; whoever is cut off by that was accepted before.

    It starts with SSH's way in, and loads itself anew with established connections kept.
    """
    refuse_to_cut_off(node)
    prepare(node)
    _filtering(node, [element(port) for port in wished(node)])


def remove(node: Node[FirewalldSettings]) -> None:
    """Firewalld doesn't run; its package stays, as no guard could bring it back."""
    del node
    stopped(name="firewalld is off, now and after a reboot", unit=UNIT)
    configured(name="firewalld.conf is as it came", said=UPSTREAM)
    for path in (ZONE_FILE, f"etc/firewalld/zones/{INSIDE}.xml", POLICY):
        files.file(name=f"/{path} is gone", path=f"/{path}", present=False)


def _filtering(node: Node[FirewalldSettings], declared: list[str]) -> None:
    """The kernel lets in what the rules DECLARED say, now and after a reboot."""
    networks = [offered.offer.network for offered in node.lab.offers(ContainerNetwork, node.name)]
    if networks and FIRST_BRIDGE not in networks:
        networks.append(FIRST_BRIDGE)
    containers = [Forward("", network, ("0.0.0.0/0",), "containers") for network in networks]
    passing = [*passed_on(node), *containers]
    sources = list(dict.fromkeys(each.source for each in passing))
    for zone, of_zone in ((ZONE, []), (INSIDE, sources)):
        text = node.render(f"{ZONE_FILE}.j2", zone=zone, sources=of_zone, declared=declared)
        path = f"/etc/firewalld/zones/{zone}.xml"
        content(name=f"what zone {zone} lets in is written", path=path, text=text, check=VALID)
    content(
        name="what is passed on is written",
        path=f"/{POLICY}",
        text=node.render(f"{POLICY}.j2", inside=INSIDE, passing=[element(e) for e in passing]),
        check=VALID,
    )
    # The daemon's table is nobody's own, so that the guard can put it back.
    conf = {"DefaultZone": ZONE, "LogDenied": node.settings.log_denied, "NftablesTableOwner": "no"}
    configured(name="its settings are as declared", said=conf)
    released(name="firewalld may start")
    serving(name="firewalld runs, now and after a reboot", unit=UNIT)
    running_what_is_written(name="nothing else is let in")
