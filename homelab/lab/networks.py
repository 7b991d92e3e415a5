"""A lab's two networks: `management`, by which homelab comes, and `lan`, which it may manage."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.names import LAB_LABEL
from homelab.lab.subnets import POOL, Subnet, free_ipv4, unique_local

INTERFACES = ("eth0-management", "eth1-lan")
"""Docker hands interfaces out in the order of the networks' names, at every start: eth0 first."""

TRIES = 20


@dataclass(frozen=True)
class Networks:
    """Docker's names of the two networks, and their subnets."""

    management: str
    management_subnet: Subnet
    lan: str
    lan_subnet: Subnet


def have_networks(lab: str) -> Networks:
    """Both networks stand afterwards; those that stood are kept."""
    names = [f"homelab-{lab}-{interface}" for interface in INTERFACES]
    subnets = [find_subnet(name) or _create(lab, name) for name in names]
    return Networks(names[0], subnets[0], names[1], subnets[1])


def find_networks(lab: str) -> Networks | None:
    """Both networks, where they stand."""
    names = [f"homelab-{lab}-{interface}" for interface in INTERFACES]
    management, lan = (find_subnet(name) for name in names)
    return (
        Networks(names[0], management, names[1], lan)
        if management is not None and lan is not None
        else None
    )


def find_subnet(network: str) -> Subnet | None:
    """The subnet of a network that stands."""
    done = docker.run(["network", "inspect", "--format", "{{json .IPAM.Config}}", network])
    if done.returncode != 0:
        return None
    subnets = [ip_network(config["Subnet"]) for config in json.loads(done.stdout)]
    ipv4 = next(subnet for subnet in subnets if isinstance(subnet, IPv4Network))
    ipv6 = next(subnet for subnet in subnets if isinstance(subnet, IPv6Network))
    return Subnet(ipv4, ipv6)


def _create(lab: str, network: str) -> Subnet:
    ipv6 = unique_local(lab, network)
    refused = ""
    for ipv4, _ in zip(free_ipv4(lab, taken_ipv4()), range(TRIES), strict=False):
        subnets = [
            "--subnet",
            str(ipv4),
            "--gateway",
            str(ipv4[1]),
            "--subnet",
            str(ipv6),
            "--gateway",
            str(ipv6[1]),
        ]
        done = docker.run(
            ["network", "create", "--label", f"{LAB_LABEL}={lab}", "--ipv6", *subnets, network]
        )
        if done.returncode == 0:
            return Subnet(ipv4, ipv6)
        refused = done.stderr.strip()
        if "overlap" not in refused:
            break
    raise LabError(
        f"no network {network}: "
        f"{refused or f'no free /24 in {POOL}; remove Docker networks that you no longer use'}"
    )


def taken_ipv4() -> tuple[IPv4Network, ...]:
    """What the machine's routes and Docker's networks take already."""
    networks = docker.lines("network", "ls", "--quiet")
    configs = docker.lines("network", "inspect", "--format", "{{json .IPAM.Config}}", *networks)
    pools = [config["Subnet"] for line in configs for config in json.loads(line) or ()]
    routes = subprocess.run(
        ["ip", "-4", "route", "show", "table", "all"], capture_output=True, text=True, check=True
    ).stdout
    return tuple(
        network
        for text in [*pools, *_destinations(routes)]
        if isinstance(network := ip_network(text), IPv4Network)
    )


def _destinations(routes: str) -> Iterable[str]:
    """Destinations in what `ip route` printed, default routes left out: they overlap everything."""
    kinds = {
        "local",
        "broadcast",
        "unreachable",
        "blackhole",
        "prohibit",
        "unicast",
        "multicast",
        "throw",
        "anycast",
    }
    for line in routes.splitlines():
        words = [word for word in line.split() if word not in kinds]
        if words and words[0] not in ("default", "0.0.0.0/0"):
            yield words[0]
