"""Settings of a repository on a machine of the lab's own."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase1.version_control.settings import VersionControlSettings

__all__ = ["LocalSettings"]


class LocalSettings(VersionControlSettings):
    """A bare repository that the admin may push to."""

    path: str = Field(
        "/srv/git/homelab.git",
        pattern=r"^/[A-Za-z0-9_./-]+\.git$",
        description="Where it is on the machine.",
    )
