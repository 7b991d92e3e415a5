"""What every place for the lab's repository is told."""

from __future__ import annotations

from pydantic import Field

from homelab.contract import Settings

__all__ = ["VersionControlSettings"]

NAME = r"^[A-Za-z0-9][A-Za-z0-9_./-]*$"


class VersionControlSettings(Settings):
    """Which files are kept, and under which names."""

    folder: str = Field(
        ".", min_length=1, description="The lab's folder, from where the inventory is."
    )
    branch: str = Field("main", pattern=NAME, description="The branch that is kept.")
    remote: str | None = Field(
        None, pattern=NAME, description="Git's name for this place; none for the host's own."
    )
