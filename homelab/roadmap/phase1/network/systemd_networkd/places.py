"""Where on a node systemd-networkd's part of it lies."""

from __future__ import annotations

from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["network_file"]


def network_file(settings: SystemdNetworkdSettings) -> str:
    """The file that configures the interface."""
    return f"/etc/systemd/network/10-homelab-{settings.interface}.network"
