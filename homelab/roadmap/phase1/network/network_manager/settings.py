"""Settings of NetworkManager."""

from __future__ import annotations

from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["NetworkManagerSettings"]


class NetworkManagerSettings(NetworkSettings):
    """One keyfile a link, by nm-settings-keyfile(5)."""
