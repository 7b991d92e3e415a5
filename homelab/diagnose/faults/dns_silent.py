"""Nothing answers on the port of the lab's DNS."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, apply
from homelab.model.lab import Lab
from homelab.offers import Zone

__all__ = ["FAULT"]


def ask(lab: Lab, host: str) -> str | None:
    """Who listens there."""
    return "ss -Hlnup 'sport = :53'" if lab.offers(Zone, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """Nobody does."""
    if not said.strip():
        zone = lab.offers(Zone, host)[0]
        evidence = (
            f"nothing listens on port 53/udp, where {zone.by} answers for {zone.offer.domain}"
        )
        yield Cause(evidence, apply(lab, host, zone.task))


FAULT = Fault(
    challenge=Challenge.NAMES,
    sign="names of the lab resolve nowhere, or only after a wait",
    cured_by="DNS is applied anew",
    ask=ask,
    find=find,
)
