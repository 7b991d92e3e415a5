"""Settings of ufw; names and meanings as in ufw(8)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.roadmap.phase1.firewall.settings import FirewallSettings

__all__ = ["UfwSettings"]


class UfwSettings(FirewallSettings):
    """Uncomplicated Firewall over iptables, for IPv4 and IPv6."""

    logging: Literal["off", "low", "medium", "high", "full"] = Field(
        "low", description="How much of what was denied is logged."
    )
