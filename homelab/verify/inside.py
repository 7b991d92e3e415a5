"""What a server answers on a port that only its own container can call."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testinfra.host import Host

__all__ = ["address_inside", "asked_inside"]

ADDRESSES = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}"


def asked_inside(host: Host, workload: str, address: str) -> str:
    """What PORT/PATH answers inside WORKLOAD's container on HOST."""
    url = f"http://127.0.0.1:{address}"
    said: str = host.check_output("docker exec %s wget -q -O - %s", workload, url)
    return said


def address_inside(host: Host, workload: str) -> str:
    """Where WORKLOAD's container is found on HOST, and nowhere else."""
    said = host.check_output("docker inspect --format %s %s", ADDRESSES, workload).split()
    return said[0] if said else "127.0.0.1"  # on the node's own network it has none
