"""Gitea's program, files and unit on the node; its admin and repository by its API."""

from __future__ import annotations

from ipaddress import ip_address

from pyinfra.operations import files, server

from homelab.contract import Node
from homelab.offers import Repository
from homelab.operations.files import content
from homelab.operations.packages import installed
from homelab.operations.services import serving, stopped
from homelab.pushing import entrance_of
from homelab.roadmap.phase1.version_control.deploy import kept_at, let_go
from homelab.roadmap.phase1.version_control.gitea import operations
from homelab.roadmap.phase1.version_control.gitea.api import forge_of
from homelab.roadmap.phase1.version_control.gitea.places import (
    DATA,
    certificate_of,
    place_of,
    program_of,
    site_of,
)
from homelab.roadmap.phase1.version_control.gitea.settings import GiteaSettings

__all__ = ["deploy", "purge", "remove"]

INI, UNIT = "etc/gitea/app.ini", "etc/systemd/system/gitea.service"
SERVICE, BINARY, HOME = "gitea.service", "/usr/local/bin/gitea", "/home/git"
FOLDERS = (DATA, f"{DATA}/custom", f"{DATA}/data", f"{DATA}/secrets", f"{DATA}/tls")
CERTIFICATE, KEY, SECRETS = f"{DATA}/tls/cert.pem", f"{DATA}/tls/key.pem", f"{DATA}/secrets"
KEPT = ("SECRET_KEY", "INTERNAL_TOKEN", "JWT_SECRET")


def deploy(node: Node[GiteaSettings]) -> None:
    """It runs, and keeps what is committed on the controller."""
    packages = ["ca-certificates", "curl", "git", "openssl"]
    installed(name="what it stands on is installed", packages=packages)
    _prepared(node)
    _running(node)
    for kept in node.offered(Repository):
        if kept.entrance is not None:
            operations.admitted(
                name="its admin has the declared password",
                entrance=entrance_of(node, kept.entrance),
                email=node.settings.admin.email,
            )
    kept_at(node, place_of(node), forge_of)


def remove(node: Node[GiteaSettings]) -> None:
    """It runs no more; its data and its user stay until they are purged."""
    stopped(name="it neither runs nor starts at boot", unit=SERVICE)
    for path in (UNIT, INI):
        files.file(name=f"/{path} is gone", path=f"/{path}", present=False)
    files.file(name="its program is gone", path=BINARY, present=False)
    files.directory(name="/etc/gitea is gone", path="/etc/gitea", present=False)
    let_go(node, place_of(node))


def purge(node: Node[GiteaSettings]) -> None:
    """Its repositories go with all else that it kept; the lab's own, on the controller, stays."""
    del node
    files.directory(name="its data is gone", path=DATA, present=False)
    server.user(name="its user is gone", user="git", present=False)
    files.directory(name="its home is gone", path=HOME, present=False)


def _prepared(node: Node[GiteaSettings]) -> None:
    """Program, user, folders, secrets and certificate are there."""
    server.user(  # noqa: S604 - its login shell, and none
        name="the user git is there",
        user="git",
        system=True,
        shell="/usr/sbin/nologin",
        home=HOME,
        create_home=True,
    )
    settings = node.settings
    operations.program(
        name=f"Gitea {settings.version} is there",
        source=program_of(settings),
        sha256=settings.sha256,
    )
    for path in FOLDERS:
        files.directory(
            name=f"{path} is Gitea's alone", path=path, user="git", group="git", mode="700"
        )
    operations.secrets_made(name="it has secrets of its own", folder=SECRETS, names=KEPT)
    operations.certified(
        name="it has a certificate",
        certificate=CERTIFICATE,
        key=KEY,
        address=node.address,
        is_ip=_is_ip(node.address),
    )
    operations.noted(
        name="the controller knows its certificate",
        certificate=CERTIFICATE,
        file=certificate_of(node),
        address=node.address,
        is_ip=_is_ip(node.address),
    )


def _running(node: Node[GiteaSettings]) -> None:
    """It is configured as declared, runs, and starts at boot."""
    ini = node.render(
        f"{INI}.j2", site=site_of(node), certificate=CERTIFICATE, key=KEY, secrets=SECRETS
    )
    content(name="it is configured", path=f"/{INI}", text=ini, mode="640", group="git")
    content(name="its unit is written", path=f"/{UNIT}", text=node.render(f"{UNIT}.j2"))
    watched = [f"/{INI}", f"/{UNIT}", BINARY, CERTIFICATE]
    serving(name="it runs, now and after a reboot", unit=SERVICE, files=watched)


def _is_ip(address: str) -> bool:
    try:
        ip_address(address)
    except ValueError:
        return False
    return True
