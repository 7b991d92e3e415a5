"""systemd-networkd: the network manager that comes with systemd."""

from collections.abc import Iterator

from homelab.contract import Node, Provider, Touched
from homelab.offers import HostAddress
from homelab.roadmap.phase1.network.systemd_networkd.places import (
    KEPT_RESOLV,
    NETWORKD,
    network_file,
)
from homelab.roadmap.phase1.network.systemd_networkd.settings import SystemdNetworkdSettings

__all__ = ["PROVIDER"]


def offers(node: Node[SystemdNetworkdSettings]) -> Iterator[HostAddress]:
    """The address that the interface is to have."""
    settings = node.settings
    address, gateway = settings.address, settings.gateway
    yield HostAddress(
        settings.interface,
        str(address.ip) if address else None,
        prefix=address.network.prefixlen if address else None,
        gateway=str(gateway) if gateway else None,
        dns=tuple(map(str, settings.dns)),
    )


def touches(node: Node[SystemdNetworkdSettings]) -> Touched:
    """The interface, networkd with its files, and whom the node asks for names."""
    interface = node.settings.interface
    return Touched(
        files=(
            network_file(node.settings),
            "/etc/systemd/networkd.conf.d/10-homelab.conf",
            "/etc/resolv.conf",
            KEPT_RESOLV,
        ),
        units=(
            "systemd-networkd.socket",
            NETWORKD,
            "systemd-networkd-wait-online.service",
        ),
        links=(interface,),
    )


PROVIDER = Provider(
    settings=SystemdNetworkdSettings,
    upstream="https://www.freedesktop.org/software/systemd/man/latest/systemd.network.html",
    offers=offers,
    touches=touches,
)
