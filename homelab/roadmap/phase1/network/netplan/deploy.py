"""Write one YAML file, have netplan take it, and systemd-networkd do what netplan makes of it."""

from __future__ import annotations

from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.roadmap.phase1.network.by_networkd import Told, configured, let_go, running
from homelab.roadmap.phase1.network.deploy import begin, end, end_removal, way_in
from homelab.roadmap.phase1.network.netplan.places import YAML, generated_file
from homelab.roadmap.phase1.network.netplan.settings import NetplanSettings

__all__ = ["deploy", "prepare", "remove"]

TEMPLATE = "etc/netplan/90-homelab.yaml"
CONF = "etc/systemd/networkd.conf.d/10-homelab.conf"


def prepare(_node: Node[NetplanSettings]) -> None:
    """Netplan is installed, and has no file of homelab's yet."""
    installed(name="netplan is installed", packages=["netplan.io"])


def deploy(node: Node[NetplanSettings]) -> None:
    """The links have their declared addresses and routes, and names are asked as declared.

    The main one keeps the address that homelab came by, until it is called by another way.
    """
    settings, told = node.settings, _told(node.settings)
    beginning = begin(node, own=["systemd-networkd"])
    prepare(node)
    content(
        name="systemd-networkd leaves others' routing rules alone",
        path=f"/{CONF}",
        text=node.render(f"{CONF}.j2"),
    )
    content(
        name="the links are declared to netplan",
        path=YAML,
        text=node.render(f"{TEMPLATE}.j2", kept=beginning.kept),
        mode="600",
        check="netplan generate",
    )
    running(name="systemd-networkd runs, now and after a reboot", told=told)
    configured(
        name="the links are as declared",
        settings=settings,
        told=told,
        beginning=beginning,
    )
    end(node)


def remove(node: Node[NetplanSettings]) -> None:
    """The links have nothing of homelab's, and names are asked as before.

    The address that homelab came by stays until something else configures the interface. The
    package stays: it does nothing without a file.
    """
    way, told = way_in(node), _told(node.settings)
    files.file(name="the links aren't declared to netplan", path=YAML, present=False)
    let_go(name="the links have nothing of netplan's", settings=node.settings, told=told, way=way)
    end_removal(node, way)
    files.file(name="systemd-networkd has its own settings back", path=f"/{CONF}", present=False)


def _told(settings: NetplanSettings) -> Told:
    """By what netplan makes of its file."""
    links = settings.links
    made = (link.name for link in links if link.made is not None)
    return Told(
        written=(YAML,),
        files={link.name: generated_file(link.name) for link in links},
        made=tuple(generated_file(name, "netdev") for name in made),
        first="netplan generate && ",
    )
