"""Where Gitea is, on its host and for others."""

from __future__ import annotations

from pathlib import Path

from homelab.addresses import at_port
from homelab.contract import Node
from homelab.roadmap.phase1.version_control.gitea.settings import GiteaSettings
from homelab.roadmap.phase1.version_control.settings import Place

__all__ = ["DATA", "certificate_of", "place_of", "program_of", "site_of"]

DATA = "/var/lib/gitea"
UPSTREAM = "https://dl.gitea.com/gitea/{version}/gitea-{version}-linux-amd64"


def site_of(node: Node[GiteaSettings]) -> str:
    """Its URL, as the controller and other nodes call it."""
    return f"https://{at_port(node.address, node.settings.port)}"


def place_of(node: Node[GiteaSettings]) -> Place:
    """The lab's repository there."""
    return Place(site_of(node), node.settings.admin.name, node.settings.name, private=True)


def certificate_of(node: Node[GiteaSettings]) -> Path:
    """Where the controller keeps the certificate that NODE's Gitea showed homelab over SSH."""
    return node.lab.kept / f"gitea-{node.name.removeprefix('@')}.pem"


def program_of(settings: GiteaSettings) -> str:
    """Where its program comes from: a URL, or a path on the controller."""
    return settings.program or UPSTREAM.format(version=settings.version.removeprefix("v"))
