"""Write a .network file for each link, and have networkd do what they say."""

from __future__ import annotations

from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.roadmap.phase1.network.by_networkd import Told, configured, let_go, running
from homelab.roadmap.phase1.network.deploy import begin, end, end_removal, way_in
from homelab.roadmap.phase1.network.systemd_networkd.operations import no_other_files
from homelab.roadmap.phase1.network.systemd_networkd.places import (
    FOLDER,
    netdev_file,
    network_file,
    own_files,
)
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["deploy", "remove"]

NETDEV = "etc/systemd/network/10-homelab-interface.netdev"
NETWORK = "etc/systemd/network/10-homelab-interface.network"
CONF = "etc/systemd/networkd.conf.d/10-homelab.conf"


def deploy(node: Node[SystemdNetworkdSettings]) -> None:
    """The links have their declared addresses and routes, and names are asked as declared.

    The main one keeps the address that homelab came by, until it is called by another way.
    """
    settings = node.settings
    told = _told(settings)
    beginning = begin(node, own=["systemd-networkd"])
    content(
        name="systemd-networkd leaves others' routing rules alone",
        path=f"/{CONF}",
        text=node.render(f"{CONF}.j2"),
    )
    for link in settings.links:
        if link.made is not None:
            content(
                name=f"{link.name} is made by systemd-networkd",
                path=netdev_file(link),
                text=node.render(f"{NETDEV}.j2", link=link),
            )
        content(
            name=f"{link.name} is declared to systemd-networkd",
            path=network_file(link),
            text=node.render(f"{NETWORK}.j2", link=link, kept=beginning.kept),
        )
    no_other_files(name="no other link is declared to it by homelab", settings=settings)
    running(name="systemd-networkd runs, now and after a reboot", told=told)
    configured(
        name=f"{settings.interface} is as declared",
        settings=settings,
        told=told,
        beginning=beginning,
    )
    end(node)


def remove(node: Node[SystemdNetworkdSettings]) -> None:
    """The links have nothing of homelab's, and names are asked as before.

    The address that homelab came by stays until something else configures the interface.
    """
    settings = node.settings
    way = way_in(node)
    for path in own_files(settings):
        files.file(name=f"{path} is gone", path=path, present=False)
    let_go(
        name="the links have nothing of systemd-networkd's",
        settings=settings,
        told=_told(settings),
        way=way,
    )
    end_removal(node, way)
    files.file(name="systemd-networkd has its own settings back", path=f"/{CONF}", present=False)


def _told(settings: SystemdNetworkdSettings) -> Told:
    """By a file for each link, and one more for each that is made."""
    links = settings.links
    return Told(
        written=(*own_files(settings), FOLDER),
        files={link.name: network_file(link) for link in links},
        made=tuple(netdev_file(link) for link in links if link.made is not None),
    )
