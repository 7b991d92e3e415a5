"""netplan: one YAML file for the whole node, rendered for systemd-networkd."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.network.netplan.places import GENERATED, YAML
from homelab.roadmap.phase1.network.netplan.settings import NetplanSettings
from homelab.roadmap.phase1.network.offers import NETWORKD, addresses, touched

__all__ = ["PROVIDER"]


def touches(node: Node[NetplanSettings]) -> Touched:
    """The links, netplan's file and what it makes of it, and whom the node asks for names."""
    return touched(
        node,
        YAML,
        GENERATED,
        "/etc/systemd/networkd.conf.d/10-homelab.conf",
        units=("systemd-networkd.socket", NETWORKD, "systemd-networkd-wait-online.service"),
    )


PROVIDER = Provider(
    settings=NetplanSettings,
    upstream="https://netplan.readthedocs.io/en/stable/netplan-yaml/",
    offers=addresses,
    touches=touches,
)
