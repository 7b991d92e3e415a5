"""Settings of nftables; names and meanings as in nft(8)."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase1.firewall.settings import FirewallSettings

__all__ = ["NftablesSettings"]


class NftablesSettings(FirewallSettings):
    """One table for IPv4 and IPv6, loaded whole or not at all; no other table is touched.

    Debian's own nftables.service is neither needed nor changed. Where it runs, it comes first at
    boot and whenever it is started again or reloads; started by hand for the first time or stopped,
    it flushes this table too, as its own file says, until the next apply.
    """

    log: bool = Field(
        default=True, description="Whether what is denied is logged, three lines a minute at most."
    )
