"""Declared: what the machine should have in it, held against what the system sees."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Disk, HumanTask, Memory, Nic, Offer
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings

__all__ = ["PROVIDER"]


def offers(node: Node[DeclaredSettings]) -> Iterator[Offer]:
    """The memory, disks and cards that are declared, and where a person finds the machine."""
    if node.settings.memory is not None:
        yield Memory(node.settings.memory.size)
    for disk in node.settings.disks:
        yield Disk(disk.name, disk.size)
    for card in node.settings.interfaces:
        yield Nic(card.name, card.mac)
    if node.settings.place is not None:
        yield HumanTask(f"It stands here: {node.settings.place}")


PROVIDER = Provider(
    settings=DeclaredSettings,
    offers=offers,
    upstream="https://man7.org/linux/man-pages/man8/lsblk.8.html",
    exempt={
        "examples_plan_an_operation": "hands build machines; homelab brings what it looks with",
        "can_be_broken": "no command takes memory or a disk out of a machine",
    },
)
