"""What every reverse proxy is told; where it leads, the services' routes say."""

from __future__ import annotations

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import Port, Size

__all__ = ["ReverseProxySettings"]


class ReverseProxySettings(Settings):
    """The front door of its node's services, and of those on nodes without one."""

    metrics_port: Port = Field(
        9180, description="Port of its own figures, inside the node's networks only."
    )
    mem_limit: Size = Field(Size(256 * 1024**2), description="Memory it may use at most.")
