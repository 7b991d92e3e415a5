"""A bare repository on the node, begun and brought up to date from the controller."""

from __future__ import annotations

from homelab.addresses import at_port
from homelab.contract import Node
from homelab.offers import Access, Repository
from homelab.operations import packages, repository
from homelab.roadmap.phase1.version_control.local.settings import LocalSettings

__all__ = ["deploy", "purge", "remove"]


def deploy(node: Node[LocalSettings]) -> None:
    """What is committed on the controller is on the node too, where the admin may push to it."""
    (kept,) = node.offered(Repository)
    folder, path = node.lab.root / kept.folder, node.settings.path
    access = next((each.offer for each in node.lab.offers(Access, node.name)), None)
    owner = access.user if access else "root"
    packages.installed(name="git is installed", packages=["git"])
    repository.begun(name="the lab's files are committed", folder=folder, branch=kept.branch)
    repository.bare(name="the repository is there", path=path, branch=kept.branch, owner=owner)
    repository.received(
        name="it has the last commit", path=path, branch=kept.branch, folder=folder, owner=owner
    )
    at = at_port(node.address, access.port if access else 22)
    url = path if node.name == "@local" else f"ssh://{owner}@{at}{path}"
    repository.known(name="the lab's own git knows it", folder=folder, remote=kept.remote, url=url)


def remove(node: Node[LocalSettings]) -> None:
    """Git stays for whoever uses it, and the repository until it is purged."""
    del node


def purge(node: Node[LocalSettings]) -> None:
    """The repository goes; the lab's own, on the controller, stays."""
    repository.gone(name="the repository is gone", path=node.settings.path)
