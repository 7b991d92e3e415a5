"""A port of a node belongs to one provider."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.model.steps import steps_to
from homelab.offers import OpenPort

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Ports that a second provider on the same node offers too."""
    owners: dict[tuple[str, int, str], str] = {}
    for offered in draft.lab.offers(OpenPort):
        port, me = offered.offer, offered.by
        owner = owners.setdefault((offered.host, port.port, port.protocol), me)
        if owner != me:
            yield draft.merged[offered.host].fault(
                steps_to(offered.task, offered.provider),
                f"port {port.port}/{port.protocol} is offered by {owner} already",
                "choose another port, or leave it out here",
            )
