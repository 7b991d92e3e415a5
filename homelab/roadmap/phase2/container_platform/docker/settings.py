"""Settings of Docker Engine; names and meanings as in its daemon.json."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import Cidr
from homelab.roadmap.phase2.container_platform.settings import ContainerPlatformSettings

__all__ = ["AddressPool", "DockerSettings"]

LogSize = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*[kmg]$")]
Folder = Annotated[str, StringConstraints(pattern=r"^/[^\s:]*[^\s:/]$")]


class AddressPool(Settings):
    """Addresses that Docker may give to networks that it makes."""

    base: Cidr = Field(description="The pool, like '172.20.0.0/14'.")
    size: int = Field(ge=8, le=30, description="Prefix length of each network in it.")


class DockerSettings(ContainerPlatformSettings):
    """Docker Engine with Compose, whose published ports obey the firewall."""

    data_root: Folder = Field(
        "/var/lib/docker", description="Folder of images, containers and volumes."
    )
    log_max_size: LogSize = Field("10m", description="A container's log is rotated at this size.")
    log_max_file: int = Field(3, ge=1, le=100, description="How many of its logs are kept.")
    default_address_pools: list[AddressPool] = Field(
        default_factory=lambda: [AddressPool(base="172.20.0.0/14", size=24)],
        min_length=1,
        description="Addresses for networks; they must not be those of the lab.",
    )
    live_restore: bool = Field(
        default=True, description="Whether containers go on while the engine is restarted."
    )
    prune_calendar: str | None = Field(
        "weekly",
        min_length=1,
        description="When what no container uses is deleted (systemd.time(7)); none for never.",
    )
    prune_until: str = Field(
        "168h",
        pattern=r"^[1-9]\d*[mh]$",
        description="How old it must be for that, like '168h'.",
    )
