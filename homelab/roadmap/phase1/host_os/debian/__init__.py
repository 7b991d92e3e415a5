"""Debian: the universal operating system, stable and kept up with security fixes."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Sysctl
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings

__all__ = ["PROVIDER"]


def offers(node: Node[DebianSettings]) -> Iterator[Sysctl]:
    """The kernel's parameters that are declared."""
    for name, value in node.settings.sysctls.items():
        yield Sysctl(name, value)


PROVIDER = Provider(
    settings=DebianSettings, upstream="https://www.debian.org/releases/stable/", offers=offers
)
