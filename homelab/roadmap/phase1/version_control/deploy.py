"""What every forge has in common: its repository is made and pushed to from the controller."""

from __future__ import annotations

from collections.abc import Callable

from homelab.contract import Node
from homelab.offers import Repository
from homelab.operations import repository
from homelab.pushing import Entrance, entrance_of
from homelab.roadmap.phase1.version_control import operations
from homelab.roadmap.phase1.version_control.forge import Forge
from homelab.roadmap.phase1.version_control.settings import Place, VersionControlSettings

__all__ = ["kept_at", "let_go"]


def kept_at(
    node: Node[VersionControlSettings], place: Place, forge_of: Callable[[Place, Entrance], Forge]
) -> None:
    """What is committed on the controller is at the forge too, and nothing there is lost.

    Without a forge, as in a rehearsal, it is committed and nobody is asked.
    """
    settings = node.settings
    folder = node.lab.root / settings.folder
    repository.begun(name="the lab's files are committed", folder=folder, branch=settings.branch)
    for kept in node.offered(Repository):
        if kept.entrance is None:
            continue
        entrance = entrance_of(node, kept.entrance)
        forge = forge_of(place, entrance)
        operations.hosted(name="the repository is there", forge=forge, place=place)
        repository.known(
            name="the lab's own git knows it",
            folder=folder,
            remote=kept.remote,
            url=place.url,
        )
        operations.pushed(
            name="it has the last commit",
            folder=folder,
            kept=kept,
            place=place,
            forge=forge,
            entrance=entrance,
        )


def let_go(node: Node[VersionControlSettings], place: Place) -> None:
    """The lab's own git forgets it; what the forge has is its owner's, and nothing deletes it."""
    settings = node.settings
    operations.forgotten(
        name="the lab's own git forgets it",
        folder=node.lab.root / settings.folder,
        remote_name=settings.remote or node.provider,
        url=place.url,
    )
