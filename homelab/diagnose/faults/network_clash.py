"""A route of the node leads elsewhere what is meant for a network of its containers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Any

from homelab.diagnose import containers
from homelab.diagnose.fault import CannotTell, Cause, Challenge, Cure, Fault, by_hand, run
from homelab.model.lab import Lab

__all__ = ["FAULT"]

PART = "## routes"


def ask(lab: Lab, host: str) -> str | None:
    """The networks of containers, and the node's routes."""
    routes = "ip -json -4 route show"
    parts = f"{containers.NETWORKS}; echo '{PART}'; {routes}"
    return parts if containers.are_on(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """A network and a route to another interface have addresses in common."""
    del lab, host
    networks, _, said_routes = said.partition(PART)
    try:
        routes = json.loads(said_routes)
    except ValueError:
        raise CannotTell("the node doesn't tell its routes") from None
    for bridge in containers.bridges(networks):
        for route in routes:
            if _clashes(route, bridge):
                evidence = (
                    f"{bridge.name} has {bridge.subnet} on {bridge.interface}, and "
                    f"{route['dst']} is routed to {route.get('dev', 'nowhere')}"
                )
                yield Cause(evidence, _cure(route))


def _clashes(route: dict[str, Any], bridge: containers.Bridge) -> bool:
    """Whether ROUTE takes BRIDGE's packets, or has neighbours that BRIDGE takes packets from.

    A wider route by a router is none: the kernel takes the narrowest, which is the bridge's.
    """
    if route["dst"] == "default" or route.get("dev") == bridge.interface:
        return False
    other = IPv4Network(route["dst"])
    is_as_narrow = other.prefixlen >= bridge.subnet.prefixlen
    return other.overlaps(bridge.subnet) and (is_as_narrow or _is_of_interface(route))


def _is_of_interface(route: dict[str, Any]) -> bool:
    """Whether it is the network that an interface itself is in."""
    return route.get("protocol") == "kernel"


def _cure(route: dict[str, Any]) -> Cure:
    """A network that an interface is in stays; another route can go."""
    if _is_of_interface(route):
        return by_hand(
            "give container_platform other `default_address_pools`, apply it, "
            "and have the network made anew"
        )
    whole = (
        f"{route['dst']} dev {route['dev']}"
        if "dev" in route
        else f"{route['type']} {route['dst']}"
    )
    return run(f"ip route delete {whole}")


FAULT = Fault(
    challenge=Challenge.CONTAINER_NETWORKING,
    sign="some containers answer nobody, though they run",
    cured_by="the route is deleted, or Docker gets other addresses",
    ask=ask,
    find=find,
)
