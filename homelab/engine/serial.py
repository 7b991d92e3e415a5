"""In which order, and how many at a time, nodes are touched by what could cut them off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from homelab.model.lab import Host
from homelab.roadmap import registry

__all__ = ["batches"]


def batches(hosts: Sequence[Host], task: str, serial: int | None) -> Iterator[frozenset[str]]:
    """Names of HOSTS in the sets that TASK touches one after the other.

    At most SERIAL a set where one of the task's providers can cut a node off; all at once for
    everything else, and where SERIAL is None.
    """
    size = len(hosts)
    if serial is not None and any(_is_risky(host, task) for host in hosts):
        size = serial
    names = [host.name for host in hosts]
    for start in range(0, len(names), max(1, size)):
        yield frozenset(names[start : start + size])


def _is_risky(host: Host, task: str) -> bool:
    chosen = (choice.provider for choice in host.choices if choice.task == task)
    return any(registry.provider(task, name).provider.touches is not None for name in chosen)
