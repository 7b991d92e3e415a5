"""ufw: the Uncomplicated Firewall, one readable rule a port."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.firewall.offers import by_hand
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

__all__ = ["PROVIDER"]


def touches(_node: Node[UfwSettings]) -> Touched:
    """Ufw's files, and the rules that the kernel has."""
    return Touched(("/etc/default/ufw", "/etc/ufw"), units=("ufw.service",), firewall=True)


PROVIDER = Provider(
    settings=UfwSettings,
    upstream="https://manpages.debian.org/stable/ufw/ufw.8.en.html",
    offers=by_hand,
    touches=touches,
)
