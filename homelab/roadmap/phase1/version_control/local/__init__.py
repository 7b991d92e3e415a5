"""Local: a bare repository on one of the lab's own machines, reached over SSH."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Offer, Repository
from homelab.roadmap.phase1.version_control.local.settings import LocalSettings

__all__ = ["PROVIDER"]


def offers(node: Node[LocalSettings]) -> Iterator[Offer]:
    """The repository; to the lab's own git it is known by the host's name."""
    settings = node.settings
    yield Repository(
        settings.folder, settings.branch, settings.remote or node.name.removeprefix("@")
    )


PROVIDER = Provider(
    settings=LocalSettings,
    offers=offers,
    upstream="https://git-scm.com/docs/git-init",
)
