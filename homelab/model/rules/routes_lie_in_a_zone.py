"""A name that leads to a service is one that the lab's own DNS answers for."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import ONE
from homelab.model.draft import Draft
from homelab.model.faults import Fault, Steps
from homelab.model.settings_tree import values_in
from homelab.names import is_beneath
from homelab.offers import Offered, Route, Zone
from homelab.roadmap import registry

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes whose host is in none of the lab's domains, in a lab that has any."""
    zones = dict.fromkeys(offered.offer.domain for offered in draft.lab.offers(Zone))
    if not zones:
        return
    for offered in draft.lab.offers(Route):
        name = offered.offer.host
        if not any(is_beneath(name, zone) for zone in zones):
            yield draft.merged[offered.host].fault(
                _steps(draft, offered),
                f"{name} isn't in {' or '.join(zones)}, which the lab's DNS answers for",
                f"call it '{name.partition('.')[0]}.{next(iter(zones))}', "
                "or change the domain of dns",
            )


def _steps(draft: Draft, offered: Offered[Route]) -> Steps:
    """The way to the setting that says the route's name, or else to its provider's."""
    is_one = registry.task(offered.task).task.choose is ONE
    steps = (offered.task,) if is_one else (offered.task, offered.provider)
    settings = draft.lab.node(offered.host, offered.task, offered.provider).settings
    named = (inner for inner, value in values_in(settings) if value == offered.offer.host)
    return (*steps, *next(named, ()))
