"""What every provider begins with and ends with."""

from __future__ import annotations

from collections.abc import Collection

from pyinfra import host

from homelab.contract import Node
from homelab.roadmap.phase1.network.declared import kept_way, refuse_the_impossible
from homelab.roadmap.phase1.network.facts import Kernel, KernelState, Managers
from homelab.roadmap.phase1.network.operations import names_asked_of, unused
from homelab.roadmap.phase1.network.settings import NetworkSettings

__all__ = ["begin", "end", "end_removal"]


def begin(node: Node[NetworkSettings], own: Collection[str] = ()) -> str | None:
    """What the interface keeps besides what is declared; nobody else has the declared address.

    Raises HomelabError where a manager that isn't among the provider's OWN configures it.
    """
    settings = node.settings
    kernel: Kernel = host.get_fact(KernelState)
    managers = host.get_fact(Managers, names=[settings.interface])
    refuse_the_impossible(node, kernel, managers, own)
    if settings.address is not None:
        unused(name=f"nobody else has {settings.address.ip}", settings=settings)
    return kept_way(node, kernel)


def end(node: Node[NetworkSettings]) -> None:
    """Names are asked of the declared servers."""
    text = node.render("etc/resolv.conf.j2") if node.settings.dns else None
    names_asked_of(name="the declared name servers are asked", text=text)


def end_removal() -> None:
    """Names are asked of whom they were before homelab came."""
    names_asked_of(name="names are asked as before", text=None)
