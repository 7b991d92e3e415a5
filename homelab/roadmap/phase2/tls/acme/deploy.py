"""Have the node trust the authority; the reverse proxy does the rest, as the offer tells it."""

from __future__ import annotations

from homelab.contract import Node
from homelab.operations.packages import installed
from homelab.operations.trust import distrusted, trusted
from homelab.roadmap.phase2.tls.acme.settings import AcmeSettings

__all__ = ["deploy", "remove"]

NAME = "homelab-acme"


def deploy(node: Node[AcmeSettings]) -> None:
    """An authority of one's own is trusted like a public one."""
    installed(name="a node can trust authorities", packages=["ca-certificates"])
    root, name = node.settings.root, "the authority is trusted as declared"
    if root is None:
        distrusted(name=name, authority=NAME)
    else:
        trusted(name=name, authority=NAME, root=root)


def remove(node: Node[AcmeSettings]) -> None:
    """The authority is trusted no more."""
    del node
    distrusted(name="the authority is trusted no more", authority=NAME)
