"""Settings of a running Ubuntu Server."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from homelab.roadmap.phase1.host_os.settings import AptSettings

__all__ = ["CODENAMES", "UbuntuSettings"]

CODENAMES = {"22.04": "jammy", "24.04": "noble", "26.04": "resolute"}


class UbuntuSettings(AptSettings):
    """Ubuntu with long-term support; homelab configures it and never upgrades a release."""

    release: Literal["22.04", "24.04", "26.04"] = Field(
        "24.04", description="The release that must be installed, by number."
    )
    iso: str | None = Field(
        None,
        pattern=r"^https?://[A-Za-z0-9._:/~-]+\.iso$",
        description="Where an installation over the network gets the server's image from; none "
        "for `ubuntu.iso` beside boot.ipxe.",
    )

    security_origins: ClassVar[tuple[str, ...]] = (
        "origin=Ubuntu,archive=${distro_codename}-security,label=Ubuntu",
        "origin=UbuntuESMApps,archive=${distro_codename}-apps-security,label=UbuntuESMApps",
        "origin=UbuntuESM,archive=${distro_codename}-infra-security,label=UbuntuESM",
    )

    @property
    def codename(self) -> str:
        """The release's codename, as apt's sources have it."""
        return CODENAMES[self.release]

    @property
    def os_release(self) -> tuple[str, str]:
        """As Ubuntu has it."""
        return "ubuntu", self.release

    @property
    def called(self) -> str:
        """Ubuntu with its number."""
        return f"Ubuntu {self.release}"
