"""What every operating system offers."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.offers import Installing, Offer, Sysctl
from homelab.roadmap.phase1.host_os.settings import HostOSSettings

__all__ = ["system_offers"]


def system_offers(node: Node[HostOSSettings]) -> Iterator[Offer]:
    """The kernel's parameters that are declared, and how the system is installed."""
    for name, value in node.settings.sysctls.items():
        yield Sysctl(name, value)
    install = node.settings.install
    if install is not None:
        yield Installing(install.disk.removeprefix("/dev/"), install.space, install.mac)
