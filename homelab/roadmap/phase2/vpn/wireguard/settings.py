"""Settings of WireGuard; names and meanings as in wg(8) and wg-quick(8)."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase2.vpn.settings import VpnSettings

__all__ = ["WireguardSettings"]


class WireguardSettings(VpnSettings):
    """WireGuard, in the kernel or, where that has none, by wireguard-go.

    Keys are made on the controller from secrets, so a device's file or QR code can be had
    whenever it is needed: `homelab vpn client NAME`.
    """

    persistent_keepalive: int = Field(
        25,
        ge=0,
        le=65535,
        description="Seconds between a device's signs of life, for routers on its way; 0 for none.",
    )
    mtu: int = Field(
        1420, ge=1280, le=9000, description="The largest packet in the tunnel, at both its ends."
    )
