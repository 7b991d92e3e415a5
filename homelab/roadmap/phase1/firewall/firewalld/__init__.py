"""firewalld: zones that a daemon keeps, over nftables."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.firewall.firewalld.settings import FirewalldSettings
from homelab.roadmap.phase1.firewall.offers import by_hand

__all__ = ["PROVIDER"]

LINKS = (
    "firewalld.service",  # masked, until it has been told what to let in
    "multi-user.target.wants/firewalld.service",
    "dbus-org.fedoraproject.FirewallD1.service",
)


def touches(_node: Node[FirewalldSettings]) -> Touched:
    """Its files, whether it starts, and the rules that the kernel has."""
    links = (f"/etc/systemd/system/{link}" for link in LINKS)
    return Touched(("/etc/firewalld", *links), units=("firewalld.service",), firewall=True)


PROVIDER = Provider(
    settings=FirewalldSettings,
    upstream="https://firewalld.org/documentation/man-pages/firewalld.conf.html",
    offers=by_hand,
    touches=touches,
)
