"""Nothing to deploy: hands build machines, homelab only looks."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings

__all__ = ["deploy", "remove"]


def deploy(node: Node[DeclaredSettings]) -> None:
    """The machine stays as it was built; its checkpoints say whether that is as declared."""
    del node


def remove(node: Node[DeclaredSettings]) -> None:
    """Nothing was put there, so nothing goes."""
    del node
