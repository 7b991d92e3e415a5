"""What follows for a workload from the node it is placed on: the way from its front door."""

from __future__ import annotations

from typing import Any

from homelab.contract import Node
from homelab.offers import CertificateAuthority, Route
from homelab.routing import FRONT_DOOR_NETWORK, front_door
from homelab.workload.model import Workload

__all__ = ["own_routes", "placed", "trusted_root"]


def own_routes(node: Node[Any]) -> tuple[Route, ...]:
    """The routes that NODE's provider offers."""
    return tuple(
        offered.offer
        for offered in node.lab.offers(Route, node.name)
        if (offered.task, offered.provider) == (node.task, node.provider)
    )


def placed(node: Node[Any], workload: Workload) -> Workload:
    """WORKLOAD, reached by its front door: over a shared network, or by a port of the node."""
    door = front_door(node.lab, node.name)
    routes = own_routes(node)
    if not routes or door is None or workload.network_mode == "host":
        return workload
    if door.host == node.name:
        networks = dict.fromkeys([*workload.networks, FRONT_DOOR_NETWORK])
        return workload.model_copy(update={"networks": list(networks)})
    taken = {port.node for port in workload.published()}
    ports = [f"{r.node_port}:{r.port}" for r in routes if r.node_port not in taken]
    return workload.model_copy(update={"ports": [*workload.ports, *dict.fromkeys(ports)]})


def trusted_root(node: Node[Any]) -> str | None:
    """The roots, in PEM, of the authorities that the lab has of its own."""
    roots = [each.offer.root for each in node.lab.offers(CertificateAuthority)]
    return "".join(dict.fromkeys(root for root in roots if root)) or None
