"""What reads the firmware's own tables."""

from __future__ import annotations

from homelab.contract import Node
from homelab.operations import packages
from homelab.roadmap.phase1.firmware.manual.settings import ManualSettings

__all__ = ["deploy", "remove"]


def deploy(node: Node[ManualSettings]) -> None:
    """The firmware stays as it was set; dmidecode(8), which reads it, is there."""
    del node
    packages.installed(name="dmidecode is installed", packages=["dmidecode"])


def remove(node: Node[ManualSettings]) -> None:
    """What reads it goes."""
    del node
    packages.absent(name="dmidecode is gone", packages=["dmidecode"])
