"""What every container platform is told."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings

__all__ = ["ContainerPlatformSettings", "Url"]

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/[^\s]*)?$")]


class ContainerPlatformSettings(Settings):
    """Where images come from."""

    registry_mirrors: list[Url] = Field(
        default_factory=list,
        description="Registries asked for Docker Hub's images first, like 'https://mirror.lab'.",
    )
