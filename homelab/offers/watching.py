"""What of a service is measured, read and worth waking somebody for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from homelab.offers.base import Offer

__all__ = ["AlertRule", "Dashboard", "LogFile", "Metrics", "MetricsStore", "Prober"]


@dataclass(frozen=True)
class Metrics(Offer):
    """Figures of the offering workload in Prometheus' text format."""

    port: int
    """The port inside the container, or of the node for what is no container."""
    path: str = "/metrics"
    published: int | None = None
    """The node's port for readers on other nodes; None for the same number."""
    is_of_node: bool = False
    """Whether the port is the node's own, and no container's."""

    @property
    def node_port(self) -> int:
        """The node's port by which another node reads them."""
        return self.port if self.is_of_node else self.published or self.port


@dataclass(frozen=True)
class MetricsStore(Offer):
    """Where the figures of the whole lab are read, kept and asked for by PromQL."""

    port: int = 9090
    """The port inside the container."""


@dataclass(frozen=True)
class Prober(Offer):
    """Calls a name when its reader asks for figures of it (Prometheus' multi-target exporters).

    It answers where the Metrics of the same provider do, and is given `target`, a URL, and
    `module`: `open`, or `guarded` for a name behind a login.
    """

    path: str


@dataclass(frozen=True)
class LogFile(Offer):
    """A file that grows by a line an event."""

    path: str
    """On the node; the logs of containers are read without one."""
    format: Literal["plain", "json", "logfmt"] = "plain"


@dataclass(frozen=True)
class Dashboard(Offer):
    """A dashboard as Grafana's JSON model has it."""

    title: str
    path: Path
    """Of its file, on the controller."""


@dataclass(frozen=True)
class AlertRule(Offer):
    """A condition over metrics that somebody should hear of (Prometheus' alerting rules)."""

    name: str
    expr: str
    """PromQL."""
    summary: str
    duration: str = "5m"
    """How long it must hold; Prometheus' `for`."""
    severity: Literal["info", "warning", "critical"] = "warning"
