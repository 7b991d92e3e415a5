"""Settings of a Gitea of the lab's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import Port, SecretRef, Version, matching
from homelab.roadmap.phase1.version_control.settings import VersionControlSettings

__all__ = ["GiteaSettings"]

Sha256 = Annotated[
    str,
    matching("a SHA-256", r"[0-9a-f]{64}", "copy it from the .sha256 file beside the program"),
]
Login = Annotated[
    str,
    matching(
        "a user name of Gitea's",
        r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}",
        "use letters, digits, '-' and '_'",
    ),
]


class Admin(Settings):
    """The user who may do everything, and owns the lab's repository."""

    name: Login = Field("homelab", description="Login; `admin` is one that Gitea keeps to itself.")
    email: str = Field("homelab@localhost.localdomain", description="Mail address; none is sent.")
    password: SecretRef = Field(
        description="Password, by which homelab pushes too: eight letters, digits or signs or "
        "more, without blanks."
    )


class GiteaSettings(VersionControlSettings):
    """Gitea on the host itself, as a systemd unit."""

    version: Version = Field("1.26.0", description="Release to run.")
    sha256: Sha256 = Field(
        description="SHA-256 of that release's program for the host's processor, as upstream "
        "publishes it beside it."
    )
    program: str | None = Field(
        None,
        min_length=1,
        description="Where the program comes from: a URL, or a path on the controller; none for "
        "upstream's own for 64-bit PCs (linux-amd64).",
    )
    port: Port = Field(3000, description="HTTP_PORT, by HTTPS; open to other machines.")
    admin: Admin = Field(description="Who may do everything.")
    name: str = Field(
        "homelab", pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", description="The repository's name."
    )
