"""What a task reads is offered by somebody in the lab."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.roadmap import registry

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Chosen tasks that read a kind of offer which nobody makes."""
    if not draft.is_whole:
        return
    for host in draft.lab.hosts.values():
        for choice in host.choices:
            for kind in registry.task(choice.task).task.reads:
                if not draft.lab.offers(kind):
                    yield draft.merged[host.name].fault(
                        (choice.task,),
                        f"needs {kind.__name__}, which nothing in the lab offers",
                        f"wish for a service that offers one, or remove {choice.task}",
                    )
