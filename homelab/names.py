"""Which name means which address: what DNS for the lab has to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from homelab.contract import LabView
from homelab.offers import Route
from homelab.routing import front_door

__all__ = ["is_beneath", "lab_names", "short", "whole"]

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
"""RFC 1123, section 2.1."""


def is_beneath(name: str, domain: str) -> bool:
    """Whether NAME is DOMAIN itself or a name in it."""
    return name == domain or name.endswith(f".{domain}")


def whole(name: str, domain: str) -> str:
    """NAME with DOMAIN behind it where it is a single label; any other name as it is."""
    return name if "." in name or name == domain else f"{name}.{domain}"


def short(name: str, domain: str) -> str | None:
    """The single label that NAME is in DOMAIN; None where it is another name."""
    label = name.removesuffix(f".{domain}")
    return label if label != name and "." not in label else None


def lab_names(lab: LabView, domain: str) -> dict[str, str]:
    """Address of every name in DOMAIN that the lab has: its hosts', then its routes'.

    Left out is whatever has no IP address that others can use. A route leads to its front door,
    also where a host is called the same.
    """
    found = (*_hosts(lab, domain), *_routes(lab))
    return {
        name: address
        for name, address in found
        if is_beneath(name, domain) and _is_reachable(address)
    }


def _hosts(lab: LabView, domain: str) -> Iterator[tuple[str, str]]:
    for host, address in lab.addresses().items():
        name = whole(host.lower(), domain)
        if all(LABEL.fullmatch(label) for label in name.split(".")):
            yield name, address


def _routes(lab: LabView) -> Iterator[tuple[str, str]]:
    for offered in lab.offers(Route):
        door = front_door(lab, offered.host)
        if door is not None:
            yield offered.offer.host, lab.addresses()[door.host]


def _is_reachable(address: str) -> bool:
    try:
        return not ip_address(address).is_loopback
    except ValueError:
        return False
