"""What follows for a workload from the node it is placed on: the ways to it.

Front doors, those that ask it of logins too, and whoever reads its figures reach it over a network
that they share, or by a port of the node.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from homelab.contract import Node
from homelab.logins import askers
from homelab.offers import LoginKeeper, Metrics, Route
from homelab.routing import FRONT_DOOR_NETWORK, front_door
from homelab.watching import WATCHING_NETWORK, readers
from homelab.workload.model import Workload

__all__ = ["placed"]


def placed(node: Node[Any], workload: Workload) -> Workload:
    """WORKLOAD, reached by its front door and by who reads its figures."""
    if workload.network_mode == "host":
        return workload
    networks = dict.fromkeys([*workload.networks, *_shared(node)])
    taken = {port.node for port in workload.published()}
    ports = dict.fromkeys(f"{own}:{inside}" for own, inside in _called(node) if own not in taken)
    return workload.model_copy(
        update={"networks": list(networks), "ports": [*workload.ports, *ports]}
    )


def _shared(node: Node[Any]) -> Iterator[str]:
    """The networks over which others on NODE call its provider."""
    door = front_door(node.lab, node.name)
    if node.offered(Route) and door is not None and door.host == node.name:
        yield FRONT_DOOR_NETWORK
    if node.offered(Metrics) and node.name in readers(node.lab):
        yield WATCHING_NETWORK


def _called(node: Node[Any]) -> Iterator[tuple[int, int]]:
    """The ports by which other nodes call NODE's provider: the node's, and the one inside."""
    door = front_door(node.lab, node.name)
    is_asked = node.offered(LoginKeeper) and set(askers(node.lab)) - {node.name}
    if is_asked or (door is not None and door.host != node.name):
        yield from ((route.node_port, route.port) for route in node.offered(Route))
    if set(readers(node.lab)) - {node.name}:
        yield from ((metrics.node_port, metrics.port) for metrics in node.offered(Metrics))
