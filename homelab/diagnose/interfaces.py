"""A node's addresses, by interface."""

from __future__ import annotations

import json

from homelab.diagnose.fault import CannotTell

__all__ = ["QUESTION", "interfaces"]

QUESTION = "ip -json address show"
"""All of it: asked for IPv4 alone, ip(8) leaves out interfaces that have no such address."""


def interfaces(said: str) -> dict[str, dict[str, int]]:
    """Each interface's IPv4 addresses with their prefix lengths; raises CannotTell."""
    try:
        found = json.loads(said)
    except ValueError:
        raise CannotTell("the node doesn't tell its addresses") from None
    return {
        each["ifname"]: {
            one["local"]: one["prefixlen"]
            for one in each.get("addr_info", ())
            if (one["family"], one["scope"]) == ("inet", "global")
        }
        for each in found
    }
