"""Settings of netplan."""

from __future__ import annotations

from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["NetplanSettings"]


class NetplanSettings(NetworkSettings):
    """One YAML file, in whose words the settings are."""
