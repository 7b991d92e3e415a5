"""The container as the user stated it."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase3.services.container.settings import ContainerSettings
from homelab.workload.model import Workload

__all__ = ["workload"]


def workload(node: Node[ContainerSettings]) -> Workload:
    """What is Compose's of the settings."""
    return node.settings
