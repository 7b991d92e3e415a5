"""A choose-one task has one provider: two groups of a host don't name different ones."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import ONE
from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.inventory import InventoryHost
from homelab.model.layers import Layer
from homelab.roadmap import registry

__all__ = ["faults"]

GROUP, HOST = 1, 2


def faults(draft: Draft) -> Iterator[Fault]:
    """Choose-one tasks for which groups of the same rank disagree and the host doesn't decide."""
    tasks = [task.name for task in registry.tasks().values() if task.task.choose is ONE]
    for host in draft.inventory.hosts:
        for task in tasks:
            named = _named(host, task)
            groups = [(layer, name) for layer, name in named if layer.rank == GROUP]
            if any(layer.rank == HOST for layer, _ in named) or not groups:
                continue
            first, chosen = groups[0]
            for layer, name in groups[1:]:
                if name != chosen:
                    yield layer.fault(
                        (task, "provider"),
                        f"{name} here, {chosen} in {first.file}: {host.name} is in both groups",
                        f"name one of them, or decide in the data of {host.name} itself",
                    )


def _named(host: InventoryHost, task: str) -> list[tuple[Layer, object]]:
    wishes = ((layer, layer.values.get(task)) for layer in host.layers)
    return [
        (layer, wish["provider"])
        for layer, wish in wishes
        if isinstance(wish, dict) and "provider" in wish
    ]
