"""Settings of NATS; names and meanings as in its configuration file."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import Cidr, Port, SecretRef, Size, Version

__all__ = ["NatsSettings"]

Payload = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*(KB|MB)$")]


class NatsSettings(Settings):
    """One server, open to clients that have its token."""

    version: Version = Field("2.15.1", description="Release to run.")
    token: SecretRef = Field(description="What clients must show (authorization.token).")
    port: Port = Field(4222, description="Port for clients.")
    source: Cidr | None = Field(None, description="Network of its clients; none for everybody.")
    jetstream: bool = Field(default=True, description="Whether it keeps streams.")
    max_payload: Payload = Field("1MB", description="The longest message.")
    mem_limit: Size = Field(Size(256 * 1024**2), description="Memory it may use at most.")
