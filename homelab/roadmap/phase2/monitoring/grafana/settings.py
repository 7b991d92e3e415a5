"""Settings of Grafana."""

from __future__ import annotations

from pydantic import Field

from homelab.fields import SecretRef, Size, Version
from homelab.roadmap.phase2.monitoring.settings import WebPageSettings

__all__ = ["GrafanaSettings"]


class GrafanaSettings(WebPageSettings):
    """Grafana, whose datasource and dashboards are provisioned and can't be changed in it."""

    version: Version = Field("11.6.0", description="Release to run.")
    admin_password: SecretRef = Field(
        "secret:grafana/admin", description="Password of its user 'admin', set at its first start."
    )
    mem_limit: Size = Field(Size(512 * 1024**2), description="Memory it may use at most.")
