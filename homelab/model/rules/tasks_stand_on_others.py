"""A task is chosen together with the tasks that it stands on.

What the foundation gives is needed on the same host; what a later phase gives may be
anywhere in the lab. Optional tasks, those that every machine has anyhow and those without a
provider are never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.roadmap import registry

__all__ = ["faults"]

FOUNDATION = 1


def faults(draft: Draft) -> Iterator[Fault]:
    """Wished tasks without what they stand on, each with all hosts that it concerns."""
    if not draft.is_whole:
        return
    lacking: dict[tuple[str, str], list[str]] = {}
    everywhere = frozenset().union(*draft.wished.values())
    for host, wished in draft.wished.items():
        for task in registry.tasks():
            for other in registry.tasks()[task].task.after if task in wished else ():
                found = registry.task(other)
                there = wished if found.phase == FOUNDATION else everywhere
                is_needed = not (found.task.optional or found.task.is_given)
                is_asked = is_needed and registry.provider_names(other)
                if other not in there and is_asked:
                    lacking.setdefault((task, other), []).append(host)
    for (task, other), hosts in lacking.items():
        yield draft.merged[hosts[0]].fault(
            (task,),
            f"stands on {other}, which isn't wished for {' and '.join(hosts)}",
            f"wish for {other} there, or remove {task}",
        )
