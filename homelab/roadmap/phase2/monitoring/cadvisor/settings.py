"""Settings of cAdvisor."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import Port, Size, Version

__all__ = ["CadvisorSettings", "Repository"]

Repository = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]+(/[a-z0-9._-]+)+$")]


class CadvisorSettings(Settings):
    """cAdvisor, which looks at Docker's containers and has no page for people."""

    repository: Repository = Field(
        "gcr.io/cadvisor/cadvisor", description="Where its image is, for a mirror of your own."
    )
    version: Version = Field("0.53.0", description="Release to run.")
    port: Port = Field(8088, description="The node's port for readers on other nodes.")
    mem_limit: Size = Field(Size(256 * 1024**2), description="Memory it may use at most.")
