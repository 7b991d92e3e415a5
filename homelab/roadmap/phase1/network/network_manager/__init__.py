"""NetworkManager: a profile for each interface, and hands off every other one."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.network.network_manager.places import (
    APPLIED,
    CONF,
    UNITS,
    profile_file,
)
from homelab.roadmap.phase1.network.network_manager.settings import NetworkManagerSettings
from homelab.roadmap.phase1.network.offers import addresses, touched

__all__ = ["PROVIDER"]


def touches(node: Node[NetworkManagerSettings]) -> Touched:
    """The links, NetworkManager with its profiles, and whom the node asks for names."""
    profiles = (profile_file(link.name) for link in node.settings.links)
    return touched(node, CONF, APPLIED, *profiles, units=UNITS)


PROVIDER = Provider(
    settings=NetworkManagerSettings,
    upstream="https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html",
    offers=addresses,
    touches=touches,
)
