"""What looks at the parts; hands put them in."""

from __future__ import annotations

from homelab.contract import Node
from homelab.operations import packages
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings

__all__ = ["deploy", "remove"]


def deploy(node: Node[DeclaredSettings]) -> None:
    """The machine stays as it was built; what asks its declared parts is there."""
    wanted = _tools(node.settings)
    if wanted:
        packages.installed(name="what asks the declared parts is installed", packages=wanted)


def remove(node: Node[DeclaredSettings]) -> None:
    """What asks them stays: it does nothing by itself, and others may use it."""
    del node


def _tools(settings: DeclaredSettings) -> list[str]:
    """Debian's packages for the declared parts; ZFS brings its own."""
    asked = {
        "smartmontools": any(disk.smart for disk in settings.disks),
        "pciutils": settings.gpus,
        "nut-client": settings.ups,
    }
    return [package for package, is_needed in asked.items() if is_needed]
