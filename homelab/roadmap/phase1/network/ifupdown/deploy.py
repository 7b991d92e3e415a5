"""Write the stanzas, see that ifup takes them, and bring the links down and up by them."""

from __future__ import annotations

from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.roadmap.phase1.network.deploy import begin, end, end_removal, way_in
from homelab.roadmap.phase1.network.ifupdown.operations import brought_down, brought_up, read
from homelab.roadmap.phase1.network.ifupdown.settings import IfupdownSettings

__all__ = ["deploy", "prepare", "remove"]

INTERFACES = "etc/network/interfaces.d/homelab"
HOOK = "etc/dhcp/dhclient-enter-hooks.d/homelab"


def prepare(node: Node[IfupdownSettings]) -> None:
    """Ifupdown is installed, and a DHCP client where one is needed."""
    is_asking = any(link.is_dhcp for link in node.settings.links)
    client = ["isc-dhcp-client"] if is_asking else []
    installed(name="ifupdown is installed", packages=["ifupdown", *client])


def deploy(node: Node[IfupdownSettings]) -> None:
    """The links have their declared addresses and routes, and names are asked as declared.

    The main one keeps the address that homelab came by, until it is called by another way.
    """
    beginning = begin(node)
    prepare(node)
    if any(link.is_dhcp for link in node.settings.links):
        content(
            name="DHCP doesn't say whom to ask for names",
            path=f"/{HOOK}",
            text=node.render(f"{HOOK}.j2"),
        )
    else:
        files.file(name="DHCP isn't asked", path=f"/{HOOK}", present=False)
    content(
        name="the links are declared to ifupdown",
        path=f"/{INTERFACES}",
        text=node.render(f"{INTERFACES}.j2", kept=beginning.kept),
        check=f"ifup --no-act --force --all --interfaces=/{INTERFACES} >/dev/null",
    )
    read(name="ifupdown reads it, now and after a reboot")
    brought_up(name="the links are as declared", settings=node.settings, beginning=beginning)
    end(node)


def remove(node: Node[IfupdownSettings]) -> None:
    """The links have nothing of homelab's, and names are asked as before.

    The address that homelab came by stays until something else configures the interface.
    """
    way = way_in(node)
    files.file(name="the links aren't declared to ifupdown", path=f"/{INTERFACES}", present=False)
    brought_down(name="the links have nothing of ifupdown's", way=way)
    end_removal(node, way)
    files.file(name="DHCP says whom to ask for names", path=f"/{HOOK}", present=False)
