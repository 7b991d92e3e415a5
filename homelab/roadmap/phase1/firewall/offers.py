"""What every firewall reads of the lab: what is let in, and what is passed on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from homelab.contract import Node
from homelab.offers import Forward, OpenPort
from homelab.roadmap.phase1.firewall.settings import FirewallSettings

__all__ = ["Rule", "by_hand", "passed_on", "wished"]

Rule = OpenPort | Forward
"""A Forward has one destination here."""


def by_hand(node: Node[FirewallSettings]) -> Iterator[OpenPort]:
    """What the user opens by hand, so that every reader of open ports knows of it."""
    for allowed in node.settings.allow:
        yield OpenPort(allowed.port, allowed.protocol, allowed.source, allowed.comment)


def wished(node: Node[FirewallSettings]) -> tuple[OpenPort, ...]:
    """Every port that is to be open, each source once; SSH's port in use comes first."""
    came_by = node.came_by
    in_use = OpenPort(came_by.port, comment="SSH, as homelab came in") if came_by else None
    ports: dict[tuple[int, str, str | None], OpenPort] = {}
    for port in (*node.open_ports, *([in_use] if in_use else [])):
        ports.setdefault((port.port, port.protocol, port.source), port)
    first = in_use and ports[in_use.port, in_use.protocol, in_use.source]
    return tuple(sorted(ports.values(), key=lambda port: port != first))


def passed_on(node: Node[FirewallSettings]) -> tuple[Forward, ...]:
    """What the node is to pass on, a rule for each network that it is passed on to."""
    offers = (offered.offer for offered in node.lab.offers(Forward, node.name))
    return tuple(replace(offer, to=(to,)) for offer in offers for to in offer.to)
