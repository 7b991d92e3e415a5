"""Declared: what the machine should have in it, held against what the system sees."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Memory
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings

__all__ = ["PROVIDER"]


def offers(node: Node[DeclaredSettings]) -> Iterator[Memory]:
    """The memory that is declared."""
    if node.settings.memory is not None:
        yield Memory(node.settings.memory.size)


PROVIDER = Provider(
    settings=DeclaredSettings,
    offers=offers,
    upstream="https://man7.org/linux/man-pages/man8/lsblk.8.html",
    exempt={
        "examples_plan_an_operation": "hands build machines; homelab only looks",
        "can_be_broken": "no command takes memory or a disk out of a machine",
    },
)
