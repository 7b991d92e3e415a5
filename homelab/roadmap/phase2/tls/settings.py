"""What every way to certificates is told."""

from __future__ import annotations

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import HostName

__all__ = ["TlsSettings"]


class TlsSettings(Settings):
    """Names that have certificates."""

    domains: list[HostName] = Field(
        min_length=1,
        description="Domains that are certified, each with every name beneath it.",
    )
