"""Settings of a repository at GitLab."""

from __future__ import annotations

from pydantic import Field

from homelab.roadmap.phase1.version_control.settings import HostedSettings, HttpsUrl

__all__ = ["GitlabSettings"]


class GitlabSettings(HostedSettings):
    """A repository at GitLab, at gitlab.com or one's own."""

    url: HttpsUrl | None = Field(
        "https://gitlab.com",
        description="Where GitLab is; null where nobody is to be asked, as in a rehearsal.",
    )
