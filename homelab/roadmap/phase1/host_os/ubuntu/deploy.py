"""A running Ubuntu with its name, clock and language, kept up with security fixes."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase1.host_os.deploy import is_declared, kept_up_by_apt, left_to_apt
from homelab.roadmap.phase1.host_os.ubuntu.settings import UbuntuSettings

__all__ = ["deploy", "remove"]


def deploy(node: Node[UbuntuSettings]) -> None:
    """The release is the declared one, or nothing is touched; then everything else."""
    is_declared(node)
    kept_up_by_apt(node)


def remove(node: Node[UbuntuSettings]) -> None:
    """Upgrades and the kernel are Ubuntu's own affair again."""
    left_to_apt(node)
