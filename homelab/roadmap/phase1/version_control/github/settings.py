"""Settings of a repository at GitHub."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase1.version_control.settings import HostedSettings, HttpsUrl

__all__ = ["GithubSettings"]


class GithubSettings(HostedSettings):
    """A repository at GitHub, or at a GitHub Enterprise Server of one's own."""

    url: HttpsUrl | None = Field(
        "https://github.com",
        description="Where GitHub, or a GitHub Enterprise Server, is; null where nobody is to be "
        "asked, as in a rehearsal.",
    )
