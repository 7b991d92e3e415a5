"""Where on a node ifupdown's part of it lies."""

from __future__ import annotations

__all__ = ["APPLIED", "HOOK", "INTERFACES", "MAIN", "NETWORKING", "STATE"]

INTERFACES = "/etc/network/interfaces.d/homelab"
MAIN = "/etc/network/interfaces"
"""What ifup reads, which has to name the folder of the other."""
APPLIED = "/var/lib/homelab/network/interfaces"
"""What the links were brought up by, and so what they are to be brought down by."""
HOOK = "/etc/dhcp/dhclient-enter-hooks.d/homelab"
STATE = "/run/network/ifstate"
NETWORKING = "networking.service"
