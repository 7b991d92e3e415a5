"""What every provider begins with and ends with."""

from __future__ import annotations

from collections.abc import Collection

from pyinfra import host

from homelab.contract import Node
from homelab.operations.applied import AppliedRecords
from homelab.roadmap.phase1.network.declared import (
    Way,
    came_by,
    kept_way,
    refuse_the_impossible,
    stale_links,
)
from homelab.roadmap.phase1.network.facts import Kernel, KernelState, Managers
from homelab.roadmap.phase1.network.links import lowest_first
from homelab.roadmap.phase1.network.operations import Beginning, gone, names_asked_of, unused
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["begin", "end", "end_removal", "way_in"]


def begin(node: Node[NetworkSettings], own: Collection[str] = ()) -> Beginning:
    """What is there; nobody else has the declared address.

    Raises HomelabError where a manager that isn't among the provider's OWN configures a link.
    """
    settings = node.settings
    kernel: Kernel = host.get_fact(KernelState)
    managers = host.get_fact(Managers, names=[link.name for link in settings.links])
    refuse_the_impossible(node, kernel, managers, own)
    if settings.address is not None:
        unused(name=f"nobody else has {settings.address.ip}", settings=settings)
    stale = stale_links(settings, kernel, _made_before(node))
    return Beginning(kept_way(node, kernel, stale), stale)


def end(node: Node[NetworkSettings]) -> None:
    """Names are asked of the declared servers."""
    text = node.render("etc/resolv.conf.j2") if node.settings.dns else None
    names_asked_of(name="the declared name servers are asked", text=text)


def way_in(node: Node[NetworkSettings]) -> Way | None:
    """The address of a link that homelab came by, which stays when the provider goes."""
    kernel: Kernel = host.get_fact(KernelState)
    return came_by(node, kernel, [link.name for link in node.settings.links])


def end_removal(node: Node[NetworkSettings], way: Way | None) -> None:
    """What homelab made is gone but what WAY needs; names are asked of whom they were before."""
    made = node.settings.made
    needed = lowest_first(made, iter((way.interface,))) if way else []
    if made:
        names = [name for name in reversed(lowest_first(made, iter(made))) if name in made]
        gone(
            name="what homelab made of cards is gone",
            names=[name for name in names if name not in needed],
        )
    names_asked_of(name="names are asked as before", text=None)


def _made_before(node: Node[NetworkSettings]) -> list[str]:
    """The names of the links that homelab has made, by its record on the node."""
    records = [each for each in host.get_fact(AppliedRecords) if each.task == node.task]
    kinds = ("vlans", "bridges", "bonds")
    return [name for old in records for kind in kinds for name in old.settings.get(kind) or ()]
