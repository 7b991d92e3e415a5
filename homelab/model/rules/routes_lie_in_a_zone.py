"""A name that leads to a service is one that the lab's own DNS answers for."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.names import is_beneath
from homelab.offers import Route, Zone

__all__ = ["faults"]


def faults(draft: Draft) -> Iterator[Fault]:
    """Routes whose host is in none of the lab's domains, in a lab that has any."""
    zones = dict.fromkeys(offered.offer.domain for offered in draft.lab.offers(Zone))
    if not zones:
        return
    for offered in draft.lab.offers(Route):
        name = offered.offer.host
        if not any(is_beneath(name, zone) for zone in zones):
            yield draft.fault(
                offered,
                f"{name} isn't in {' or '.join(zones)}, which the lab's DNS answers for",
                f"call it '{name.partition('.')[0]}.{next(iter(zones))}', "
                "or change the domain of dns",
                at=("route", "host"),
            )
