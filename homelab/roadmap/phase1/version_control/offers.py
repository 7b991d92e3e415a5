"""What every forge offers."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.offers import GitEntrance, Offer, Repository
from homelab.roadmap.phase1.version_control.settings import HostedSettings

__all__ = ["hosted"]


def hosted(node: Node[HostedSettings], user: str) -> Iterator[Offer]:
    """The repository, where git gets in as USER; to the lab's own git it is known by the forge."""
    settings = node.settings
    if settings.url is not None:
        yield Repository(
            settings.folder,
            settings.branch,
            settings.remote or node.provider,
            GitEntrance(settings.url, user, settings.token, settings.cacert),
        )
