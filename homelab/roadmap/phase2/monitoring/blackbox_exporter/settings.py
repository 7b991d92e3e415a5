"""Settings of blackbox_exporter."""

from __future__ import annotations

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import Port, Size, Version

__all__ = ["BlackboxExporterSettings"]


class BlackboxExporterSettings(Settings):
    """blackbox_exporter, which calls each route of the lab whenever figures are read."""

    version: Version = Field("0.28.0", description="Release to run.")
    port: Port = Field(9115, description="The node's port for readers on other nodes.")
    timeout_seconds: int = Field(5, ge=1, le=9, description="How long an answer may take.")
    certificate_days: int = Field(
        7,
        ge=1,
        description=(
            "How long a certificate must be good for; less is worth an alert, so say less than a "
            "third of what your authority's certificates live for."
        ),
    )
    mem_limit: Size = Field(Size(64 * 1024**2), description="Memory it may use at most.")
