"""Settings of firewalld; names and meanings as in firewalld.conf(5)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.roadmap.phase1.firewall.settings import FirewallSettings

__all__ = ["FirewalldSettings"]


class FirewalldSettings(FirewallSettings):
    """Two zones of homelab's own: the default one, and one for networks that the node passes on.

    Interfaces and sources that another zone has by its file stay in that one.
    """

    log_denied: Literal["all", "unicast", "broadcast", "multicast", "off"] = Field(
        "off", description="Which of what was denied is logged."
    )
