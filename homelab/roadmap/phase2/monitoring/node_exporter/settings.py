"""Settings of node_exporter; names and meanings as of its options."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import Port, matching

__all__ = ["Collector", "NodeExporterSettings"]

Collector = Annotated[
    str,
    matching("a collector's name", r"[a-z][a-z0-9_]*", "use one of upstream's, like 'systemd'"),
]


class NodeExporterSettings(Settings):
    """Debian's node_exporter, at the node's address alone and open to its readers alone."""

    port: Port = Field(9100, description="Port of the node (web.listen-address).")
    collectors: list[Collector] = Field(
        default_factory=list, description="Collectors besides those that are on by default."
    )
    no_collectors: list[Collector] = Field(
        default_factory=list, description="Collectors to leave out of those."
    )
