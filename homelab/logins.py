"""Which names ask who comes, and whom their front doors ask: derived from offers in one place.

Where the lab has a keeper of logins, every route is guarded by the keeper's policy, unless a Login
says otherwise of its name. The keeper's own page is open: who isn't logged in must get there.
"""

from __future__ import annotations

from typing import NamedTuple

from homelab.contract import LabView
from homelab.offers import Login, LoginKeeper, Offered, Route
from homelab.routing import front_door, reached

__all__ = ["Asking", "askers", "asking", "keeper", "keeper_route", "login", "login_page", "logins"]


class Asking(NamedTuple):
    """How a front door asks the keeper."""

    address: str
    """HOST:PORT, as a container on the front door's node calls it."""
    uri: str
    """Path and query."""
    page: str
    """The name of the keeper's own page."""
    identity: tuple[str, ...]
    """Headers of the answer that the service is given."""
    stripped: tuple[str, ...]
    """Headers that are taken from every visitor's request, so that nobody forges them."""

    @property
    def path(self) -> str:
        """The path that front doors ask, and no visitor."""
        return self.uri.partition("?")[0]


def keeper(lab: LabView) -> Offered[LoginKeeper] | None:
    """Who keeps the logins of LAB; None where everybody may come everywhere."""
    return next(iter(lab.offers(LoginKeeper)), None)


def login(lab: LabView, route: Route) -> Login | None:
    """What ROUTE asks of its visitors; None where everybody may come."""
    found = keeper(lab)
    if found is None or route.host in {each.offer.host for each in lab.offers(LoginKeeper)}:
        return None
    said = (each.offer for each in lab.offers(Login) if each.offer.host == route.host)
    asked = next(said, Login(route.host, found.offer.policy))
    return None if asked.policy == "bypass" else asked


def logins(lab: LabView) -> tuple[Login, ...]:
    """What each guarded name asks, in the inventory's order."""
    found = (login(lab, offered.offer) for offered in lab.offers(Route))
    return tuple(each for each in found if each is not None)


def login_page(lab: LabView, route: Route) -> str | None:
    """The URL that ROUTE's visitors are sent to to log in; None where everybody may come."""
    found = keeper(lab)
    return f"https://{found.offer.host}/" if found and login(lab, route) else None


def asking(lab: LabView, door: str) -> Asking | None:
    """How the front door on the host DOOR asks; None where LAB has nobody to ask."""
    found = keeper(lab)
    if found is None:
        return None
    said = found.offer
    spelt = [other for name in said.identity for other in (name, name.replace("-", "_"))]
    return Asking(
        reached(lab, keeper_route(lab, found), door),
        said.asked_at,
        said.host,
        said.identity,
        (*spelt, *said.believed),
    )


def keeper_route(lab: LabView, found: Offered[LoginKeeper]) -> Offered[Route]:
    """The route to the page of the keeper that was FOUND."""
    return next(each for each in lab.offers(Route) if each.offer.host == found.offer.host)


def askers(lab: LabView) -> tuple[str, ...]:
    """The hosts of the front doors that have a guarded name, and so ask the keeper."""
    doors = (
        front_door(lab, offered.host)
        for offered in lab.offers(Route)
        if login(lab, offered.offer) is not None
    )
    return tuple(dict.fromkeys(door.host for door in doors if door is not None))
