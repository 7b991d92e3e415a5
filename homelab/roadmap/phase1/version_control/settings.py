"""What every place for the lab's repository is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import SecretRef, matching

__all__ = ["HostedSettings", "HttpsUrl", "Place", "VersionControlSettings"]

NAME = r"^[A-Za-z0-9][A-Za-z0-9_./-]*$"
HttpsUrl = Annotated[
    str,
    matching(
        "the address of a web site by HTTPS",
        r"https://[^\s/@]+(/[^\s@]*[^\s@/])?",
        "write it as a browser shows it, without a slash at its end, like 'https://git.example'",
    ),
]


@dataclass(frozen=True)
class Place:
    """A repository of a forge's."""

    site: str
    owner: str
    name: str
    private: bool

    @property
    def called(self) -> str:
        """What the forge calls it."""
        return f"{self.owner}/{self.name}"

    @property
    def url(self) -> str:
        """What git is told."""
        return f"{self.site}/{self.called}.git"


class VersionControlSettings(Settings):
    """Which files are kept, and under which names."""

    folder: str = Field(
        ".", min_length=1, description="The lab's folder, from where the inventory is."
    )
    branch: str = Field("main", pattern=NAME, description="The branch that is kept.")
    remote: str | None = Field(
        None,
        pattern=NAME,
        description="Git's name for this place; none for the host's own, or the forge's.",
    )


class HostedSettings(VersionControlSettings):
    """A repository at somebody's forge, which the controller makes and pushes to."""

    url: HttpsUrl | None
    owner: str = Field(
        pattern=NAME, description="Whose it is there: a user, or a group of several."
    )
    name: str = Field("homelab", pattern=NAME.replace("/", ""), description="What it is called.")
    token: SecretRef = Field(
        description="An access token of a user who may make the repository and push to it."
    )
    private: bool = Field(
        default=True,
        description="Whether only those see it who are let in. Nothing is pushed to a public "
        "repository while this is true; what is there isn't changed.",
    )
    cacert: str | None = Field(
        None,
        min_length=1,
        description="Path, from the inventory's folder, of the root that the forge's certificate "
        "is signed by; none for an authority that everybody knows.",
    )

    @property
    def place(self) -> Place:
        """Where that is."""
        return Place(f"{self.url}", self.owner, self.name, self.private)
