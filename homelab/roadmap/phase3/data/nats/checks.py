"""What NATS must meet, seen by its clients and by strangers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from homelab.contract import Node
from homelab.roadmap.phase3.data.nats.settings import NatsSettings
from homelab.verify.inside import asked_inside

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.vantage import Vantage

NatsNode = Node[NatsSettings]
PING = r"""
exec 3<>/dev/tcp/$0/$1 && printf 'CONNECT {"verbose":false}\r\nPING\r\n' >&3 && timeout 3 cat <&3
"""


def test_strangers_are_refused(node: NatsNode, outside: Vantage) -> None:
    """It answers another machine, and refuses who has no token."""
    said = outside.run("bash -c %s %s %s", PING, node.address, str(node.settings.port)).stdout
    assert said.startswith("INFO {"), said
    assert "Authorization Violation" in said


def test_the_declared_release_runs(node: NatsNode, host: Host) -> None:
    """The declared release runs, with the declared limits."""
    found = monitor(host, "varz")
    assert found["version"] == node.settings.version
    unit = {"KB": 1024, "MB": 1024**2}[node.settings.max_payload[-2:]]
    assert found["max_payload"] == int(node.settings.max_payload[:-2]) * unit


def test_streams_are_kept_as_declared(node: NatsNode, host: Host) -> None:
    """Streams are kept where that is declared, and nowhere else."""
    assert bool(monitor(host, "jsz").get("config")) == node.settings.jetstream


def monitor(host: Host, page: str) -> dict[str, Any]:
    """What the server says of itself, inside its container."""
    found: dict[str, Any] = json.loads(asked_inside(host, "nats", f"8222/{page}"))
    return found
