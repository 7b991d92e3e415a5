"""A parameter of the kernel has one value on a node, whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Offered, Sysctl

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Parameters that two providers of a host want otherwise."""
    wished: dict[tuple[str, str], Offered[Sysctl]] = {}
    for offered in draft.lab.offers(Sysctl):
        name, value = offered.offer.name, offered.offer.value
        first = wished.setdefault((offered.host, name), offered)
        if first.offer.value != value:
            yield draft.fault(
                first,
                f"{offered.by} on {offered.host} needs {value}",
                f"leave it out on hosts like {offered.host}, or remove {offered.task}",
                at=("sysctls", name),
            )
