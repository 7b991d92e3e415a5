"""The model: inventory and group data in, a frozen Lab out, or every fault with its place.

It reads the user's files and never a host. Nothing here knows a provider by name.
"""

from __future__ import annotations

from homelab.model.faults import Fault, InvalidLab
from homelab.model.lab import Choice, Connection, Host, Lab
from homelab.model.loading import load

__all__ = ["Choice", "Connection", "Fault", "Host", "InvalidLab", "Lab", "load"]
