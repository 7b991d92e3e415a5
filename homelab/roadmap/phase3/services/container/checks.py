"""What a service must meet, seen by those who call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.addresses import at_port
from homelab.contract import Node
from homelab.logins import login_page
from homelab.offers import Route
from homelab.roadmap.phase3.services.container.settings import ContainerSettings
from homelab.routing import address_of, front_door
from homelab.verify.inside import address_inside
from homelab.verify.web import get, is_asked, is_service, through
from homelab.workload.naming import workload_name

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage

ServiceNode = Node[ContainerSettings]


def test_its_published_ports_answer(node: ServiceNode, outside: Vantage) -> None:
    """Every port that it publishes answers another machine."""
    ports = {p.node for p in node.settings.published() if p.protocol == "tcp" and not p.address}
    if not ports:
        pytest.skip("it publishes no port")
    found = outside.open_ports(node.address, ports)
    assert found == ports


def test_its_name_leads_to_it(node: ServiceNode, outside: Vantage) -> None:
    """Its name leads to it, from another machine through the front door."""
    door, routes = front_door(node.lab, node.name), node.offered(Route)
    if door is None or not routes:
        pytest.skip("no name leads to it")
    address = node.lab.addresses()[door.host]
    for route in routes:
        answer = through(outside, address_of(node.lab, route), address)
        page = login_page(node.lab, route)
        assert is_asked(answer, page) if page else is_service(answer), str(answer)


def test_it_answers_behind_its_login(node: ServiceNode, here: Vantage) -> None:
    """Where its name asks who comes first, it answers its own node, which needn't log in."""
    guarded = [route for route in node.offered(Route) if login_page(node.lab, route)]
    if not guarded:
        pytest.skip("its name asks nobody who comes")
    for route in guarded:
        inside = at_port(address_inside(here.host, workload_name(node.provider)), route.port)
        answer = get(here, f"{route.scheme}://{inside}{route.path}", "--insecure", until=is_service)
        assert is_service(answer), str(answer)
