"""Where on a node systemd-networkd's part of it lies."""

from __future__ import annotations

from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["KEPT_RESOLV", "NETWORKD", "RESOLV", "network_file"]

NETWORKD = "systemd-networkd.service"
RESOLV = "/etc/resolv.conf"
KEPT_RESOLV = "/var/lib/homelab/kept/etc/resolv.conf"
"""What stood in resolv.conf before homelab wrote it."""


def network_file(settings: SystemdNetworkdSettings) -> str:
    """The file that configures the interface."""
    return f"/etc/systemd/network/10-homelab-{settings.interface}.network"
