"""Settings of Traefik."""

from __future__ import annotations

from pydantic import Field

from homelab.fields import Version
from homelab.roadmap.phase2.reverse_proxy.settings import ReverseProxySettings

__all__ = ["TraefikSettings"]


class TraefikSettings(ReverseProxySettings):
    """Traefik, configured by files that it follows."""

    version: Version = Field("3.7.15", description="Release to run.")
