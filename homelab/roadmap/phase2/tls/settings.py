"""What every way to certificates is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import HostName

__all__ = ["Pem", "TlsSettings"]

Pem = Annotated[
    str,
    StringConstraints(
        pattern=r"^\s*-----BEGIN CERTIFICATE-----\n[\s\S]*-----END CERTIFICATE-----\s*$"
    ),
]


class TlsSettings(Settings):
    """Names that have certificates."""

    domains: list[HostName] = Field(
        min_length=1,
        description="Domains that are certified, each with every name beneath it.",
    )
