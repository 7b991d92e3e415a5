"""OpenSSH: the SSH server that Debian brings, opened for keys and for nothing else."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Access, FirstContact, Offer, OpenPort
from homelab.roadmap.phase1.remote_access.openssh.settings import OpensshSettings

__all__ = ["PROVIDER"]


def offers(node: Node[OpensshSettings]) -> Iterator[Offer]:
    """The way in, the way that was there before it, and the port."""
    settings = node.settings
    admin, first = settings.admin, settings.first_contact
    yield Access(admin.name, settings.port, admin.identity, admin.sudo_password)
    yield FirstContact(first.user, first.port, first.identity, first.password)
    yield OpenPort(settings.port, comment="SSH")


PROVIDER = Provider(
    settings=OpensshSettings,
    upstream="https://man.openbsd.org/sshd_config",
    offers=offers,
    changes_access=True,
)
