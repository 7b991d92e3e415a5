"""In which order tasks are applied: the roadmap's, unless a provider says who stands on it."""

from __future__ import annotations

from homelab.model.lab import Lab
from homelab.roadmap import registry

__all__ = ["in_order"]


def in_order(lab: Lab) -> tuple[str, ...]:
    """Every task of the roadmap, those first that a provider in LAB must come before."""
    order = list(registry.tasks())
    for choice in (choice for host in lab.hosts.values() for choice in host.choices):
        before = registry.provider(choice.task, choice.provider).provider.before
        earliest = min((order.index(task) for task in before if task in order), default=len(order))
        if earliest < order.index(choice.task):
            order.remove(choice.task)
            order.insert(earliest, choice.task)
    return tuple(order)
