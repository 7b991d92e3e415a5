"""Settings of Caddy."""

from __future__ import annotations

from pydantic import Field

from homelab.fields import Version
from homelab.roadmap.phase2.reverse_proxy.settings import ReverseProxySettings

__all__ = ["CaddySettings"]


class CaddySettings(ReverseProxySettings):
    """Caddy, configured by its Caddyfile."""

    version: Version = Field("2.11.7", description="Release to run.")
