"""What a node's containers and their networks are, as Docker tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ipaddress import IPv4Network, ip_network
from typing import Any, NamedTuple

from homelab.diagnose.fault import CannotTell
from homelab.model.lab import Lab
from homelab.offers import OpenPort

__all__ = [
    "INSPECT",
    "NETWORKS",
    "PUBLISHED",
    "TASK",
    "Bridge",
    "are_on",
    "bridges",
    "inspected",
    "published",
]

TASK = "container_platform"
INSPECT = """
ids=$(docker ps --all --quiet --filter label=homelab.workload)
if [ -z "$ids" ]; then echo '[]'; else docker inspect $ids; fi
"""
"""All that Docker knows of every workload."""
NETWORKS = "docker network inspect $(docker network ls --quiet --filter driver=bridge)"
PUBLISHED = "iptables -w 10 -t nat -S DOCKER | sed 's/^/nat: /'"
"""The node's ports that lead into containers."""


class Bridge(NamedTuple):
    """A network of containers."""

    name: str
    interface: str
    subnet: IPv4Network
    goes_out: bool
    """Whether its containers call others by the node's address."""


def are_on(lab: Lab, host: str) -> bool:
    """Whether HOST runs containers by Docker."""
    choices = lab.hosts[host].choices
    return any((each.task, each.provider) == (TASK, "docker") for each in choices)


def inspected(said: str) -> dict[str, dict[str, Any]]:
    """Each workload by its name; raises CannotTell where Docker doesn't answer."""
    return {each["Name"].removeprefix("/"): each for each in _read(said)}


def bridges(said: str) -> Iterator[Bridge]:
    """Every network with an IPv4 subnet, of what Docker answered to NETWORKS."""
    for each in _read(said):
        options = each["Options"] or {}
        interface = options.get("com.docker.network.bridge.name", f"br-{each['Id'][:12]}")
        masks = options.get("com.docker.network.bridge.enable_ip_masquerade", "true") == "true"
        for part in each["IPAM"]["Config"] or ():
            subnet = ip_network(part["Subnet"])
            if isinstance(subnet, IPv4Network):
                yield Bridge(each["Name"], interface, subnet, masks and not each["Internal"])


def published(said: str) -> set[tuple[int, str]]:
    """Port and protocol of what PUBLISHED printed."""
    words = (line.split() for line in said.splitlines() if "--to-destination" in line)
    return {(int(w[w.index("--dport") + 1]), w[w.index("-p") + 1]) for w in words}


def open_ports(lab: Lab, host: str) -> list[OpenPort]:
    """The ports of HOST that others are to reach by IPv4."""
    ports = dict.fromkeys(each.offer for each in lab.offers(OpenPort, host))
    return [port for port in ports if port.source is None or ":" not in port.source]


def _read(said: str) -> list[dict[str, Any]]:
    try:
        found: list[dict[str, Any]] = json.loads(said)
    except ValueError:
        raise CannotTell("Docker doesn't answer: see `systemctl status docker`") from None
    return found
