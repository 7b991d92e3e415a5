"""A running Proxmox VE that gets its packages where it is declared, kept up like a Debian."""

from __future__ import annotations

from ipaddress import ip_address

from pyinfra.operations import files

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.offers import HostAddress
from homelab.operations.files import content
from homelab.roadmap.phase1.host_os.deploy import is_declared, kept_up_by_apt, left_to_apt
from homelab.roadmap.phase1.host_os.proxmox_ve.operations import asked, passed_over
from homelab.roadmap.phase1.host_os.proxmox_ve.settings import ProxmoxVeSettings

__all__ = ["deploy", "remove"]

SOURCE = "etc/apt/sources.list.d/homelab-proxmox.sources"
ENTERPRISE = [
    f"/etc/apt/sources.list.d/{name}.{form}"
    for name in ("pve-enterprise", "ceph")
    for form in ("sources", "list")
]
"""What an installation has, and what answers nobody without a subscription."""


def deploy(node: Node[ProxmoxVeSettings]) -> None:
    """The release is the declared one, or nothing is touched; then everything else."""
    is_declared(node)
    if node.settings.repository == "enterprise":
        asked(name="the enterprise repository is asked", paths=ENTERPRISE)
        files.file(name="only that one is", path=f"/{SOURCE}", present=False)
    else:
        content(
            name="the repository without a subscription is asked",
            path=f"/{SOURCE}",
            text=node.render(f"{SOURCE}.j2"),
        )
        passed_over(name="only that one is", paths=ENTERPRISE)
    kept_up_by_apt(node, own=_own_address(node))


def _own_address(node: Node[ProxmoxVeSettings]) -> str:
    """The address that others reach it at: its cluster's services want no loopback there."""
    offered = (each.offer.address for each in node.lab.offers(HostAddress, node.name))
    found = next(filter(None, offered), node.address)
    try:
        ip_address(found)
    except ValueError:
        raise HomelabError(
            f"{node.name}: Proxmox VE wants its name to lead to its address, and '{found}' is "
            "none; declare network.address, or say where it is by number in the inventory"
        ) from None
    return found


def remove(node: Node[ProxmoxVeSettings]) -> None:
    """Sources, upgrades and the kernel are as Proxmox VE has them."""
    asked(name="the enterprise repository is asked again", paths=ENTERPRISE)
    files.file(name="only that one is", path=f"/{SOURCE}", present=False)
    left_to_apt(node)
