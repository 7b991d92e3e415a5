"""Settings of systemd-networkd."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["SystemdNetworkdSettings"]


class SystemdNetworkdSettings(NetworkSettings):
    """One .network file; names as in systemd.network(5)."""

    mtu: int | None = Field(
        None, ge=576, le=65535, description="MTUBytes= in bytes; none for the interface's own."
    )
