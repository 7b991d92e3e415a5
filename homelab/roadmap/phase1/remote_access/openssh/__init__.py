"""OpenSSH: the SSH server that Debian brings, opened for keys and for nothing else."""

from collections.abc import Iterator

from homelab.contract import Node, Provider, Touched
from homelab.offers import Access, FirstContact, Offer, OpenPort
from homelab.roadmap.phase1.remote_access.openssh.settings import OpensshSettings

__all__ = ["PROVIDER"]


def offers(node: Node[OpensshSettings]) -> Iterator[Offer]:
    """The way in, the way that was there before it, and the port."""
    settings = node.settings
    admin, first = settings.admin, settings.first_contact
    yield Access(admin.name, settings.port, admin.identity, admin.sudo_password)
    keys = tuple(first.keys or admin.keys)
    yield FirstContact(first.user, first.port, first.identity, first.password, keys)
    yield OpenPort(settings.port, comment="SSH")


def touches(node: Node[OpensshSettings]) -> Touched:
    """Sshd's settings and keys, and what lets the admin in."""
    admin = node.settings.admin.name
    return Touched(
        files=("/etc/ssh", f"/home/{admin}/.ssh", "/etc/sudoers.d/homelab-admin"),
        units=("ssh.socket", "ssh.service"),
        users=(admin,),
    )


PROVIDER = Provider(
    settings=OpensshSettings,
    upstream="https://man.openbsd.org/sshd_config",
    offers=offers,
    touches=touches,
)
