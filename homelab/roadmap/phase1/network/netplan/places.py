"""Where on a node netplan's part of it lies."""

from __future__ import annotations

__all__ = ["GENERATED", "YAML", "generated_file"]

YAML = "/etc/netplan/90-homelab.yaml"
GENERATED = "/run/systemd/network"
"""Where systemd-networkd finds what netplan makes of its files."""


def generated_file(name: str, kind: str = "network") -> str:
    """The file that netplan makes for the link NAME."""
    return f"{GENERATED}/10-netplan-{name}.{kind}"
