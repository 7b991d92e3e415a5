"""nftables: the kernel's own packet filter, in one table of homelab's beside everybody else's."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.firewall.nftables.settings import NftablesSettings
from homelab.roadmap.phase1.firewall.offers import by_hand

__all__ = ["PROVIDER"]

UNIT = "homelab-firewall.service"


def touches(_node: Node[NftablesSettings]) -> Touched:
    """The table's file, the unit that loads it, and the rules that the kernel has."""
    systemd = "/etc/systemd/system"
    files = (f"{systemd}/{UNIT}", f"{systemd}/sysinit.target.wants/{UNIT}")
    return Touched(("/etc/nftables.d/homelab.nft", *files), units=(UNIT,), firewall=True)


PROVIDER = Provider(
    settings=NftablesSettings,
    upstream="https://manpages.debian.org/stable/nftables/nft.8.en.html",
    offers=by_hand,
    touches=touches,
)
