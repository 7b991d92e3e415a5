"""Write a profile for each link, and have NetworkManager activate them and nothing else."""

from __future__ import annotations

from uuid import NAMESPACE_DNS, uuid5

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import MissingPackages, installed
from homelab.operations.services import serving
from homelab.roadmap.phase1.network.deploy import begin, end, end_removal, way_in
from homelab.roadmap.phase1.network.links import Link
from homelab.roadmap.phase1.network.network_manager.operations import (
    active,
    let_go,
    no_other_profiles,
)
from homelab.roadmap.phase1.network.network_manager.places import (
    APPLIED,
    CONF,
    UNITS,
    profile,
    profile_file,
)
from homelab.roadmap.phase1.network.network_manager.settings import NetworkManagerSettings

__all__ = ["deploy", "prepare", "remove", "rendered"]

PROFILE = "etc/NetworkManager/system-connections/homelab-interface.nmconnection"
PACKAGE = "network-manager"
TEMPLATE = "etc/NetworkManager/conf.d/10-homelab.conf"


def prepare(node: Node[NetworkManagerSettings]) -> None:
    """NetworkManager is installed, and touches no interface that isn't declared.

    One that runs already is told of them under guard.
    """
    if host.get_fact(MissingPackages, packages=[PACKAGE]):
        _present(node)


def deploy(node: Node[NetworkManagerSettings]) -> None:
    """The links have their declared addresses and routes, and names are asked as declared.

    The main one keeps the address that homelab came by, until it is called by another way.
    """
    settings = node.settings
    beginning = begin(node, own=["NetworkManager"])
    _present(node)
    for link in settings.links:
        content(
            name=f"{link.name} has a profile",
            path=profile_file(link.name),
            text=rendered(node, link, beginning.kept),
            mode="600",
        )
    names = [link.name for link in settings.links]
    no_other_profiles(name="homelab has no other profile", names=names)
    serving(name="NetworkManager runs, now and after a reboot", unit=UNITS[0])
    active(name="the links are as declared", settings=settings, beginning=beginning)
    end(node)


def remove(node: Node[NetworkManagerSettings]) -> None:
    """The links have nothing of homelab's, and names are asked as before.

    The address that homelab came by stays until something else configures the interface.
    """
    settings, way = node.settings, way_in(node)
    let_go(name="the links have nothing of NetworkManager's", settings=settings, way=way)
    no_other_profiles(name="homelab has no profile", names=[])
    files.file(name="no profile is on record", path=APPLIED, present=False)
    end_removal(node, way)
    files.file(name="NetworkManager has its own settings back", path=CONF, present=False)


def _present(node: Node[NetworkManagerSettings]) -> None:
    """What it may touch is said before it is there."""
    content(
        name="NetworkManager leaves other interfaces alone",
        path=CONF,
        text=node.render(f"{TEMPLATE}.j2"),
    )
    installed(name="NetworkManager is installed", packages=[PACKAGE])


def rendered(node: Node[NetworkManagerSettings], link: Link, kept: str | None = None) -> str:
    """The profile of LINK; it has the same UUID whenever it is made."""
    uuid = uuid5(NAMESPACE_DNS, f"{profile(link.name)}.{node.name}.homelab")
    return node.render(f"{PROFILE}.j2", link=link, kept=kept, uuid=uuid)
