"""ufw: the Uncomplicated Firewall, one readable rule a port."""

from collections.abc import Iterator

from homelab.contract import Node, Provider, Touched
from homelab.offers import OpenPort
from homelab.roadmap.phase1.firewall.ufw.settings import UfwSettings

__all__ = ["PROVIDER"]


def offers(node: Node[UfwSettings]) -> Iterator[OpenPort]:
    """What the user opens by hand, so that every reader of open ports knows of it."""
    for allowed in node.settings.allow:
        yield OpenPort(allowed.port, allowed.protocol, allowed.source, allowed.comment)


def touches(_node: Node[UfwSettings]) -> Touched:
    """Ufw's files, and the rules that the kernel has."""
    return Touched(("/etc/default/ufw", "/etc/ufw"), units=("ufw.service",), firewall=True)


PROVIDER = Provider(
    settings=UfwSettings,
    upstream="https://manpages.debian.org/stable/ufw/ufw.8.en.html",
    offers=offers,
    touches=touches,
)
