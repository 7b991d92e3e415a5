"""Have the node trust the lab's authority; the container is its platform's."""

from __future__ import annotations

from homelab.contract import Node
from homelab.operations.packages import installed
from homelab.operations.trust import distrusted, trusted
from homelab.roadmap.phase2.tls.step_ca.settings import StepCaSettings

__all__ = ["deploy", "remove"]

NAME = "homelab-step-ca"


def deploy(node: Node[StepCaSettings]) -> None:
    """The lab's root is trusted like a public one."""
    installed(name="a node can trust authorities", packages=["ca-certificates"])
    trusted(name="the lab's root is trusted", authority=NAME, root=node.settings.root)


def remove(node: Node[StepCaSettings]) -> None:
    """The lab's root is trusted no more."""
    del node
    distrusted(name="the lab's root is trusted no more", authority=NAME)
