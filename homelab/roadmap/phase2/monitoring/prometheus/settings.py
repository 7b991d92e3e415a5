"""Settings of Prometheus; names and meanings as in its configuration and options."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from homelab.fields import Size, Version, matching
from homelab.roadmap.phase2.monitoring.settings import WebPageSettings

__all__ = ["Period", "PrometheusSettings", "seconds"]

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "y": 31536000}
Period = Annotated[
    str, matching("a period", r"[1-9]\d*[smhdwy]", "write it like '30s', '15m' or '30d'")
]


class PrometheusSettings(WebPageSettings):
    """Prometheus, which reads all that the lab measures."""

    version: Version = Field("3.5.3", description="Release to run.")
    retention: Period = Field("30d", description="How long figures are kept.")
    retention_size: Size = Field(
        Size(10 * 1024**3), description="Disk that they may use; the oldest go first."
    )
    scrape_interval: Period = Field("30s", description="How often figures are read and judged.")
    mem_limit: Size = Field(Size(512 * 1024**2), description="Memory it may use at most.")


def seconds(period: str) -> int:
    """How long a PERIOD is."""
    return int(period[:-1]) * UNITS[period[-1]]
