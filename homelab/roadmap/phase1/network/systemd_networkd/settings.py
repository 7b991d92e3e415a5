"""Settings of systemd-networkd."""

from __future__ import annotations

from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["SystemdNetworkdSettings"]


class SystemdNetworkdSettings(NetworkSettings):
    """One .network file, by systemd.network(5)."""
