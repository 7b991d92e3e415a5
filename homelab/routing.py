"""Who is behind which name: the front door of a node, and the services that it leads to.

A route is entered by the front door of its own node; where that has none, by the lab's first.
"""

from __future__ import annotations

from typing import NamedTuple

from homelab.addresses import at_port
from homelab.contract import LabView
from homelab.offers import CertificateAuthority, FrontDoor, Offered, Route
from homelab.workload.naming import workload_name

__all__ = [
    "FRONT_DOOR_NETWORK",
    "Backend",
    "address_of",
    "authority",
    "backends",
    "front_door",
    "own_roots",
    "reached",
]

FRONT_DOOR_NETWORK = "front-door"
"""The network that the front door of a node shares with the workloads it leads to."""


class Backend(NamedTuple):
    """A route, and where its front door finds the service."""

    route: Route
    address: str
    """HOST:PORT, as a container on the front door's node calls it."""

    @property
    def url(self) -> str:
        """The same as a URL."""
        return f"{self.route.scheme}://{self.address}"


def front_door(lab: LabView, host: str) -> Offered[FrontDoor] | None:
    """Where the routes of HOST's services are entered; None where the lab has no front door."""
    doors = lab.offers(FrontDoor)
    own = (door for door in doors if door.host == host)
    return next(own, doors[0] if doors else None)


def backends(lab: LabView, host: str) -> tuple[Backend, ...]:
    """What the front door on HOST leads to, in the inventory's order."""
    return tuple(
        Backend(offered.offer, reached(lab, offered, host))
        for offered in lab.offers(Route)
        if (door := front_door(lab, offered.host)) is not None and door.host == host
    )


def reached(lab: LabView, offered: Offered[Route], door: str) -> str:
    """Where a container on the host DOOR finds the service behind a route: HOST:PORT."""
    if offered.host == door:
        return f"{workload_name(offered.provider)}:{offered.offer.port}"
    return at_port(lab.addresses()[offered.host], offered.offer.node_port)


def authority(lab: LabView, route: Route) -> CertificateAuthority | None:
    """Who issues the certificate for ROUTE; None where its visitors come by plain HTTP."""
    offers = (offered.offer for offered in lab.offers(CertificateAuthority))
    return next((each for each in offers if route.is_encrypted and each.covers(route.host)), None)


def own_roots(lab: LabView) -> str | None:
    """The roots, in PEM, of the authorities that LAB has of its own; None where it has none."""
    roots = [each.offer.root for each in lab.offers(CertificateAuthority)]
    return "".join(dict.fromkeys(root for root in roots if root)) or None


def address_of(lab: LabView, route: Route) -> str:
    """The URL at which ROUTE's service answers for itself."""
    return f"{'https' if authority(lab, route) else 'http'}://{route.host}{route.path}"
