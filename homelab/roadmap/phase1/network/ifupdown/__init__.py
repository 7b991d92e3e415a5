"""ifupdown: Debian's own way, a stanza for each interface in /etc/network."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.network.ifupdown.places import (
    APPLIED,
    HOOK,
    INTERFACES,
    MAIN,
    NETWORKING,
    STATE,
)
from homelab.roadmap.phase1.network.ifupdown.settings import IfupdownSettings
from homelab.roadmap.phase1.network.offers import addresses, touched

__all__ = ["PROVIDER"]


def touches(node: Node[IfupdownSettings]) -> Touched:
    """The links, ifupdown with its files, and whom the node asks for names."""
    return touched(node, INTERFACES, MAIN, APPLIED, HOOK, STATE, units=(NETWORKING,))


PROVIDER = Provider(
    settings=IfupdownSettings,
    upstream="https://manpages.debian.org/stable/ifupdown/interfaces.5.en.html",
    offers=addresses,
    touches=touches,
)
