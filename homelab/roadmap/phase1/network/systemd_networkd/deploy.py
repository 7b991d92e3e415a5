"""Write one .network file for one interface, and have networkd do what it says."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.services import ServiceState
from homelab.roadmap.phase1.network.systemd_networkd.declared import (
    NETWORKD,
    differences,
    network_file,
    refuse_its_own_way,
    refuse_the_impossible,
)
from homelab.roadmap.phase1.network.systemd_networkd.facts import Link, LinkState
from homelab.roadmap.phase1.network.systemd_networkd.operations import (
    configured,
    let_go,
    names_asked_of,
    running,
)
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["deploy", "remove"]

NETWORK = "etc/systemd/network/10-homelab-interface.network"
CONF = "etc/systemd/networkd.conf.d/10-homelab.conf"
RESOLV = "etc/resolv.conf"


def deploy(node: Node[SystemdNetworkdSettings]) -> None:
    """The interface has its declared addresses and routes, and names are asked as declared."""
    settings = node.settings
    text = node.render(f"{NETWORK}.j2")
    link: Link = host.get_fact(LinkState, interface=settings.interface)
    refuse_the_impossible(node, link)
    changes = list(differences(settings, link))
    if link.text != text:
        changes.insert(0, f"{network_file(settings)} differs")
    elif host.get_fact(ServiceState, unit=NETWORKD, files=[network_file(settings)]).is_stale:
        changes.append("systemd-networkd hasn't read its file yet")
    if changes:
        refuse_its_own_way(node, link, ", ".join(changes))
    content(
        name="systemd-networkd leaves others' routing rules alone",
        path=f"/{CONF}",
        text=node.render(f"{CONF}.j2"),
    )
    content(
        name=f"{settings.interface} is declared to systemd-networkd",
        path=network_file(settings),
        text=text,
    )
    running(name="systemd-networkd runs, now and after a reboot", interface=settings.interface)
    configured(name=f"{settings.interface} is as declared", settings=settings)
    resolv = node.render(f"{RESOLV}.j2") if settings.dns else None
    names_asked_of(name="the declared name servers are asked", text=resolv)


def remove(node: Node[SystemdNetworkdSettings]) -> None:
    """The interface has nothing of homelab's, and names are asked as before."""
    name = node.settings.interface
    link: Link = host.get_fact(LinkState, interface=name)
    if link.text or link.file == network_file(node.settings):
        refuse_its_own_way(node, link, "its file would go")
    names_asked_of(name="names are asked as before", text=None)
    files.file(
        name=f"{name} isn't declared to systemd-networkd",
        path=network_file(node.settings),
        present=False,
    )
    let_go(name=f"{name} has nothing of systemd-networkd's", interface=name)
    files.file(name="systemd-networkd has its own settings back", path=f"/{CONF}", present=False)
