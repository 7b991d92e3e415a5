"""Let the admin in by key; then, over a connection of the admin's, close everything else."""

from __future__ import annotations

from pyinfra import host
from pyinfra.operations import files, server

from homelab.contract import Node
from homelab.operations.applied import AppliedRecord, AppliedRecords
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import serving, stopped
from homelab.roadmap.phase1.remote_access.openssh.operations import (
    includes_drop_ins,
    no_user,
    password,
    shut_out,
)
from homelab.roadmap.phase1.remote_access.openssh.settings import OpensshSettings

__all__ = ["admit", "deploy", "prepare", "purge", "remove"]

DROP_IN = "etc/ssh/sshd_config.d/00-homelab.conf"
SUDOERS = "etc/sudoers.d/homelab-admin"
CHECK = "mkdir -p -m 755 /run/sshd && /usr/sbin/sshd -t"


def prepare(_node: Node[OpensshSettings]) -> None:
    """What sshd and the admin need is installed."""
    installed(name="openssh-server and sudo are installed", packages=["openssh-server", "sudo"])


def admit(node: Node[OpensshSettings]) -> None:
    """The admin can log in by key and become root; nobody else is shut out yet."""
    admin, groups = node.settings.admin, node.settings.allow_groups
    for group in groups:
        server.group(name=f"group {group} exists", group=group)
    home = f"/home/{admin.name}"
    server.user(  # noqa: S604 - a login shell, nothing is run
        name=f"{admin.name} may log in",
        user=admin.name,
        home=home,
        shell="/bin/bash",
        groups=[*groups, "sudo"],
        append=True,
        ensure_home=True,
    )
    files.directory(
        name=f"{admin.name} has a folder for keys",
        path=f"{home}/.ssh",
        mode="700",
        user=admin.name,
        group=admin.name,
    )
    content(
        name=f"{admin.name}'s keys are the declared ones",
        path=f"{home}/.ssh/authorized_keys",
        text="".join(f"{key}\n" for key in admin.keys),
        mode="600",
        user=admin.name,
        group=admin.name,
    )
    if admin.password is not None:
        secret = node.reveal(admin.password)
        password(name=f"{admin.name} has the console password", user=admin.name, secret=secret)
    content(
        name=f"{admin.name} may become root",
        path=f"/{SUDOERS}",
        text=node.render(f"{SUDOERS}.j2", users=[admin.name, *_in_use(node)]),
        mode="440",
        check="visudo -c -q",
    )


def deploy(node: Node[OpensshSettings]) -> None:
    """Only the admin gets in, by key and on the declared port.

    The port that homelab came by stays, too, until this is called again by another way.
    """
    prepare(node)
    admit(node)
    settings = node.settings
    ports = {settings.port: None} | ({node.came_by.port: None} if node.came_by else {})
    includes_drop_ins(name="sshd reads its drop-ins first")
    content(
        name="sshd is hardened",
        path=f"/{DROP_IN}",
        text=node.render(f"{DROP_IN}.j2", ports=list(ports)),
        mode="600",
        check=CHECK,
    )
    # Where a socket unit listens for sshd, the port is the socket's and not sshd_config's.
    stopped(name="no socket listens in sshd's place", unit="ssh.socket")
    serving(
        name="sshd runs what its files say",
        unit="ssh.service",
        files=["/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d"],
        check=CHECK,
        can_reload=True,
    )
    for former in set(_former_admins(node)) - set(_in_use(node)):
        shut_out(
            name=f"{former}, the admin before, is out", user=former, groups=settings.allow_groups
        )


def remove(node: Node[OpensshSettings]) -> None:
    """Sshd is as Debian ships it; the admin stays, so that somebody still gets in."""
    del node
    files.file(name="sshd's own settings are back", path=f"/{DROP_IN}", present=False)
    serving(
        name="sshd runs what its files say",
        unit="ssh.service",
        files=["/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d"],
        check=CHECK,
        can_reload=True,
    )


def _former_admins(node: Node[OpensshSettings]) -> list[str]:
    """Who was the admin when this was applied last, and isn't any more."""
    records: list[AppliedRecord] = host.get_fact(AppliedRecords)
    mine = (r for r in records if (r.task, r.provider) == (node.task, node.provider))
    names = (record.settings["admin"]["name"] for record in mine)
    return [name for name in names if name != node.settings.admin.name]


def _in_use(node: Node[OpensshSettings]) -> list[str]:
    """The admin before, while homelab's connection is still that one's."""
    return [name for name in _former_admins(node) if node.came_by and name == node.came_by.user]


def purge(node: Node[OpensshSettings]) -> None:
    """The admin and the home are gone; userdel(8) refuses while the admin is logged in."""
    name = node.settings.admin.name
    files.file(name=f"{name} may no longer become root", path=f"/{SUDOERS}", present=False)
    no_user(name=f"{name} and the home are gone", user=name)
