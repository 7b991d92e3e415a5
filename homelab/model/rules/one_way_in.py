"""pyinfra's CLI comes to a host by the same way as homelab."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Access

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """`ssh_user` and `ssh_port` that say otherwise than the way in that homelab makes."""
    for offered in draft.lab.offers(Access):
        merged = draft.merged[offered.host]
        access, source = offered.offer, merged.layer((offered.task,)).file
        for name, mine in (("ssh_user", access.user), ("ssh_port", access.port)):
            theirs = merged.values.get(name)
            if theirs not in (None, mine):
                yield merged.fault(
                    (name,),
                    f"pyinfra would come with {theirs!r}, homelab with {mine!r} "
                    f"({offered.task} in {source})",
                    "say it once and use the same Python variable in both",
                )
