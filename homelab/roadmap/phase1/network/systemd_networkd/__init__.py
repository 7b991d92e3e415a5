"""systemd-networkd: the network manager that comes with systemd."""

from homelab.contract import Node, Provider, Touched
from homelab.roadmap.phase1.network.offers import NETWORKD, addresses, touched
from homelab.roadmap.phase1.network.systemd_networkd.places import own_files
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["PROVIDER"]


def touches(node: Node[SystemdNetworkdSettings]) -> Touched:
    """The links, networkd with its files, and whom the node asks for names."""
    return touched(
        node,
        *own_files(node.settings),
        "/etc/systemd/networkd.conf.d/10-homelab.conf",
        units=("systemd-networkd.socket", NETWORKD, "systemd-networkd-wait-online.service"),
    )


PROVIDER = Provider(
    settings=SystemdNetworkdSettings,
    upstream="https://www.freedesktop.org/software/systemd/man/latest/systemd.network.html",
    offers=addresses,
    touches=touches,
)
