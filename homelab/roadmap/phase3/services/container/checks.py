"""What a service must meet, seen by those who call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase3.services.container.settings import ContainerSettings
from homelab.routing import address_of, front_door
from homelab.verify.web import is_service, through
from homelab.workload.placing import own_routes

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
    door, routes = front_door(node.lab, node.name), own_routes(node)
    if door is None or not routes:
        pytest.skip("no name leads to it")
    address = node.lab.addresses()[door.host]
    for route in routes:
        answer = through(outside, address_of(node.lab, route), address)
        assert is_service(answer), str(answer)
