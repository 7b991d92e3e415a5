"""Gitea: a forge of the lab's own, on the host itself as a systemd unit."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, GitEntrance, Offer, OpenPort, Repository
from homelab.roadmap.phase1.version_control.gitea.places import DATA, certificate_of, site_of
from homelab.roadmap.phase1.version_control.gitea.settings import GiteaSettings

__all__ = ["PROVIDER"]


def offers(node: Node[GiteaSettings]) -> Iterator[Offer]:
    """The repository, where the admin's password is the token, and all that Gitea keeps."""
    settings, admin = node.settings, node.settings.admin
    yield Repository(
        settings.folder,
        settings.branch,
        settings.remote or node.provider,
        GitEntrance(site_of(node), admin.name, admin.password, str(certificate_of(node))),
    )
    yield OpenPort(settings.port, comment="Gitea")
    yield BackupPath(path=DATA)


PROVIDER = Provider(
    settings=GiteaSettings,
    offers=offers,
    upstream="https://docs.gitea.com/installation/linux-service",
    untried="no package registry has its program, and to build it takes half an hour: "
    "`scripts/test --all` does both, in tests/roadmap/phase1/test_gitea.py",
)
