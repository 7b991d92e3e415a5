"""Where on a node NetworkManager's part of it lies."""

from __future__ import annotations

__all__ = ["APPLIED", "CONF", "FOLDER", "UNITS", "profile", "profile_file"]

FOLDER = "/etc/NetworkManager/system-connections"
CONF = "/etc/NetworkManager/conf.d/10-homelab.conf"
APPLIED = "/var/lib/homelab/network/profiles"
"""The checksums of the profiles that were activated last."""
UNITS = ("NetworkManager.service", "NetworkManager-wait-online.service")


def profile(name: str) -> str:
    """What the profile of the link NAME is called."""
    return f"homelab-{name}"


def profile_file(name: str) -> str:
    """The file that it is in."""
    return f"{FOLDER}/{profile(name)}.nmconnection"
