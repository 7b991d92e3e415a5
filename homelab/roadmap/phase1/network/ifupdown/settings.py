"""Settings of ifupdown."""

from __future__ import annotations

from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["IfupdownSettings"]


class IfupdownSettings(NetworkSettings):
    """One file of stanzas, by interfaces(5)."""
