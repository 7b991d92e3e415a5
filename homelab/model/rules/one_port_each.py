"""A port of a node belongs to one provider, whether others may call it or the node alone.

A port that is bound to 127.0.0.1 is no OpenPort and can't be had twice all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homelab.model.draft import Draft, Placed
from homelab.model.faults import Fault, Steps
from homelab.offers import OpenPort

__all__ = ["faults"]

ANY = (None, "0.0.0.0", "::")  # noqa: S104 - how every address is written


@dataclass(frozen=True)
class Claim:
    """A port that a provider has on a host."""

    host: str
    task: str
    provider: str
    port: int
    protocol: str
    address: str | None
    """The node's address that it is bound to; None for all."""
    at: Steps
    """The setting that says so."""

    def collides(self, other: Claim) -> bool:
        """Whether another provider has the same port at an address of this one."""
        is_other = _owner(self) != _owner(other)
        is_there = self.address in ANY or other.address in ANY or self.address == other.address
        return is_other and is_there


def faults(draft: Draft) -> Iterator[Fault]:
    """Ports that a second provider of the same node has too."""
    order = {
        (host.name, choice.task, choice.provider): number
        for host in draft.lab.hosts.values()
        for number, choice in enumerate(host.choices)
    }
    earlier: dict[tuple[str, int, str], list[Claim]] = {}
    published = list(_published(draft))
    claims = [*published, *_offered(draft, published)]
    for claim in sorted(claims, key=lambda each: order[_owner(each)]):
        others = earlier.setdefault((claim.host, claim.port, claim.protocol), [])
        owner = next(filter(claim.collides, others), None)
        others.append(claim)
        if owner is not None:
            yield draft.fault(
                claim,
                f"port {claim.port}/{claim.protocol} is {owner.task}/{owner.provider}'s already",
                "choose another port, or leave it out here",
                at=claim.at,
            )


def _published(draft: Draft) -> Iterator[Claim]:
    for run in draft.runs:
        for number, port in enumerate(run.workload.published()):
            yield Claim(*_owner(run), port.node, port.protocol, port.address, ("ports", number))


def _offered(draft: Draft, published: list[Claim]) -> Iterator[Claim]:
    """Open ports besides the PUBLISHED ones: those of a service are for its route."""
    known = {(*_owner(claim), claim.port, claim.protocol) for claim in published}
    for offered in draft.lab.offers(OpenPort):
        port, owner = offered.offer, _owner(offered)
        if (*owner, port.port, port.protocol) not in known:
            yield Claim(*owner, port.port, port.protocol, None, ("route", "port"))


def _owner(of: Placed) -> tuple[str, str, str]:
    return of.host, of.task, of.provider
