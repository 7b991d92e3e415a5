"""What of a service is measured, read and worth waking somebody for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from homelab.offers.base import Offer

__all__ = ["AlertRule", "Dashboard", "LogFile", "Metrics"]


@dataclass(frozen=True)
class Metrics(Offer):
    """Figures of the offering workload in Prometheus' text format."""

    port: int
    """The port inside the container, or of the node for what is no container."""
    path: str = "/metrics"
    published: int | None = None
    """The node's port for readers on other nodes; None for the same number."""


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
    path: str
    """Of the file, from the provider's own folder."""


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
