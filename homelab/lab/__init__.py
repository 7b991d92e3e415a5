"""Rehearsal nodes: containers, or virtual machines, that boot systemd and reboot like machines.

This room makes nodes and knows no services: it imports the standard library alone and drives the
docker command.
"""

from homelab.lab.authority import Authority
from homelab.lab.dockerd import stop_docker
from homelab.lab.engine import ensure_docker
from homelab.lab.errors import LabError
from homelab.lab.machine import VirtualMachine
from homelab.lab.rehearsal import Rehearsal
from homelab.lab.serving import UPSTREAM, Served
from homelab.lab.wishes import Entry, LabNode, NodeWish, System

__all__ = [
    "UPSTREAM",
    "Authority",
    "Entry",
    "LabError",
    "LabNode",
    "NodeWish",
    "Rehearsal",
    "Served",
    "System",
    "VirtualMachine",
    "ensure_docker",
    "stop_docker",
]
