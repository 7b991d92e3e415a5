"""Write one .network file for one interface, and have networkd do what it says."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.roadmap.phase1.network.systemd_networkd.declared import (
    came_by,
    kept_way,
    refuse_the_impossible,
)
from homelab.roadmap.phase1.network.systemd_networkd.facts import Link, LinkState
from homelab.roadmap.phase1.network.systemd_networkd.operations import (
    configured,
    let_go,
    names_asked_of,
    running,
    unused,
)
from homelab.roadmap.phase1.network.systemd_networkd.places import network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["deploy", "remove"]

NETWORK = "etc/systemd/network/10-homelab-interface.network"
CONF = "etc/systemd/networkd.conf.d/10-homelab.conf"
RESOLV = "etc/resolv.conf"


def deploy(node: Node[SystemdNetworkdSettings]) -> None:
    """The interface has its declared addresses and routes, and names are asked as declared.

    It keeps the address that homelab came by, until it is called again by another way.
    """
    settings = node.settings
    link: Link = host.get_fact(LinkState, interface=settings.interface)
    refuse_the_impossible(node, link)
    kept = kept_way(node, link)
    if settings.address is not None:
        unused(name=f"nobody else has {settings.address.ip}", settings=settings)
    content(
        name="systemd-networkd leaves others' routing rules alone",
        path=f"/{CONF}",
        text=node.render(f"{CONF}.j2"),
    )
    content(
        name=f"{settings.interface} is declared to systemd-networkd",
        path=network_file(settings),
        text=node.render(f"{NETWORK}.j2", kept=kept),
    )
    running(name="systemd-networkd runs, now and after a reboot", interface=settings.interface)
    configured(name=f"{settings.interface} is as declared", settings=settings, kept=kept)
    resolv = node.render(f"{RESOLV}.j2") if settings.dns else None
    names_asked_of(name="the declared name servers are asked", text=resolv)


def remove(node: Node[SystemdNetworkdSettings]) -> None:
    """The interface has nothing of homelab's, and names are asked as before.

    The address that homelab came by stays until something else configures the interface.
    """
    name = node.settings.interface
    way = came_by(node, host.get_fact(LinkState, interface=name))
    names_asked_of(name="names are asked as before", text=None)
    files.file(
        name=f"{name} isn't declared to systemd-networkd",
        path=network_file(node.settings),
        present=False,
    )
    let_go(name=f"{name} has nothing of systemd-networkd's", interface=name, way=way)
    files.file(name="systemd-networkd has its own settings back", path=f"/{CONF}", present=False)
