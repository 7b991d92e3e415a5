"""The lab's repository at GitLab, made and pushed to from the controller."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase1.version_control.deploy import kept_at, let_go
from homelab.roadmap.phase1.version_control.gitlab.api import forge_of
from homelab.roadmap.phase1.version_control.gitlab.settings import GitlabSettings

__all__ = ["deploy", "remove"]


def deploy(node: Node[GitlabSettings]) -> None:
    """What is committed on the controller is at GitLab too."""
    kept_at(node, node.settings.place, forge_of)


def remove(node: Node[GitlabSettings]) -> None:
    """The repository stays, also when data is purged: it is its owner's to delete."""
    let_go(node, node.settings.place)
