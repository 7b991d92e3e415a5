"""What every keeper of logins must meet, seen by a visitor whom it doesn't know."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

import pytest

from homelab.contract import Node
from homelab.logins import asking, login, login_page
from homelab.offers import Route
from homelab.roadmap.phase2.authentication.settings import AuthenticationSettings
from homelab.routing import address_of, front_door
from homelab.verify.web import Answer, get, is_asked, is_service

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage

Keeper = Node[AuthenticationSettings]
WRONG = "Basic bm9ib2R5Om5vdGhpbmc="
"""A user and a password that nobody has."""


class Name(NamedTuple):
    """A name of the lab, as its visitors come to it."""

    url: str
    door: str
    """The address of its front door."""
    page: str | None
    """Where strangers are sent; None where they may come."""

    def visited(self, outside: Vantage, *options: str) -> Answer:
        """What it answers a stranger OUTSIDE; who vouches for it is another task's question."""
        return get(outside, self.url, "--insecure", *options, at=self.door, until=is_service)


def names(node: Keeper, *, guarded: bool) -> list[Name]:
    """The names that ask who comes, or the others."""
    lab, found = node.lab, []
    for offered in lab.offers(Route):
        route, door = offered.offer, front_door(lab, offered.host)
        if door is not None and (login(lab, route) is not None) == guarded:
            address = lab.addresses()[door.host]
            found.append(Name(address_of(lab, route), address, login_page(lab, route)))
    if not found:
        pytest.skip("the lab has no such name")
    return found


def test_a_stranger_is_sent_to_the_login_page(node: Keeper, outside: Vantage) -> None:
    """Every guarded name sends who isn't logged in to the login page, from another machine."""
    for name in names(node, guarded=True):
        answer = name.visited(outside)
        assert is_asked(answer, name.page), str(answer)


def test_forged_headers_get_nobody_in(node: Keeper, outside: Vantage) -> None:
    """Who claims by headers to be a user, or to visit another name, is still sent to log in."""
    asks = asking(node.lab, node.name)
    assert asks is not None
    said = {name: f"https://{asks.page}/" if "URL" in name else WRONG for name in asks.stripped}
    headers = [word for pair in said.items() for word in ("--header", ": ".join(pair))]
    for name in names(node, guarded=True):
        answer = name.visited(outside, *headers)
        assert is_asked(answer, name.page), str(answer)
        assert name.url in unquote(answer.headers["location"]), "it is asked for another name"


def test_nobody_asks_in_the_place_of_a_front_door(node: Keeper, outside: Vantage) -> None:
    """What front doors ask of the keeper is refused to visitors, who could try passwords there."""
    asks = asking(node.lab, node.name)
    assert asks is not None
    (page,) = [each for each in names(node, guarded=False) if f"//{asks.page}/" in each.url]
    answer = page._replace(url=f"https://{asks.page}{asks.uri}").visited(outside)
    assert answer.status == HTTPStatus.NOT_FOUND, str(answer)


def test_an_open_name_asks_nobody(node: Keeper, outside: Vantage) -> None:
    """The login page, and every other name that shall be open, lets a stranger through."""
    asks = asking(node.lab, node.name)
    assert asks is not None
    for name in names(node, guarded=False):
        answer = name.visited(outside)
        assert is_service(answer), str(answer)
        assert not is_asked(answer, f"https://{asks.page}/"), str(answer)
