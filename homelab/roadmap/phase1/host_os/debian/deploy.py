"""A running Debian with its name, clock and language, kept up with security fixes."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings
from homelab.roadmap.phase1.host_os.deploy import is_declared, kept_up_by_apt, left_to_apt

__all__ = ["deploy", "remove"]


def deploy(node: Node[DebianSettings]) -> None:
    """The release is the declared one, or nothing is touched; then everything else."""
    is_declared(node)
    kept_up_by_apt(node)


def remove(node: Node[DebianSettings]) -> None:
    """Upgrades and the kernel are Debian's own affair again."""
    left_to_apt(node)
