"""Where on a node systemd-networkd's part of it lies."""

from __future__ import annotations

from homelab.roadmap.phase1.network.links import Link
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["FOLDER", "netdev_file", "network_file", "own_files"]

FOLDER = "/etc/systemd/network"


def network_file(link: Link) -> str:
    """The file that configures LINK."""
    return f"{FOLDER}/10-homelab-{link.name}.network"


def netdev_file(link: Link) -> str:
    """The file by which LINK is made."""
    return f"{FOLDER}/10-homelab-{link.name}.netdev"


def own_files(settings: SystemdNetworkdSettings) -> tuple[str, ...]:
    """Every file that networkd reads of homelab's."""
    made = [netdev_file(link) for link in settings.links if link.made is not None]
    return (*made, *(network_file(link) for link in settings.links))
