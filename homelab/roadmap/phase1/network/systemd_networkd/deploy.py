"""Write one .network file for one interface, and have networkd do what it says."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.roadmap.phase1.network.declared import came_by
from homelab.roadmap.phase1.network.deploy import begin, end, end_removal
from homelab.roadmap.phase1.network.facts import Kernel, KernelState, Seen
from homelab.roadmap.phase1.network.networkd import running
from homelab.roadmap.phase1.network.systemd_networkd.operations import configured, let_go
from homelab.roadmap.phase1.network.systemd_networkd.places import network_file
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["deploy", "remove"]

NETWORK = "etc/systemd/network/10-homelab-interface.network"
CONF = "etc/systemd/networkd.conf.d/10-homelab.conf"


def deploy(node: Node[SystemdNetworkdSettings]) -> None:
    """The interface has its declared addresses and routes, and names are asked as declared.

    It keeps the address that homelab came by, until it is called again by another way.
    """
    settings = node.settings
    kept = begin(node, own=["systemd-networkd"])
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
    running(name="systemd-networkd runs, now and after a reboot", own=[network_file(settings)])
    configured(name=f"{settings.interface} is as declared", settings=settings, kept=kept)
    end(node)


def remove(node: Node[SystemdNetworkdSettings]) -> None:
    """The interface has nothing of homelab's, and names are asked as before.

    The address that homelab came by stays until something else configures the interface.
    """
    settings = node.settings
    kernel: Kernel = host.get_fact(KernelState)
    way = came_by(node, kernel.links.get(settings.interface, Seen()))
    end_removal()
    files.file(
        name=f"{settings.interface} isn't declared to systemd-networkd",
        path=network_file(settings),
        present=False,
    )
    let_go(name=f"{settings.interface} has nothing of networkd's", settings=settings, way=way)
    files.file(name="systemd-networkd has its own settings back", path=f"/{CONF}", present=False)
