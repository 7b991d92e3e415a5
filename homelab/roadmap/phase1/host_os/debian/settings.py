"""Settings of a running Debian."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from homelab.roadmap.phase1.host_os.settings import AptSettings

__all__ = ["CODENAMES", "DebianSettings"]

CODENAMES = {"12": "bookworm", "13": "trixie"}


class DebianSettings(AptSettings):
    """Debian as it is installed and kept; homelab configures it and never upgrades a release."""

    release: Literal["12", "13", "bookworm", "trixie"] = Field(
        "13", description="The release that must be installed, by number or codename."
    )

    security_origins: ClassVar[tuple[str, ...]] = (
        "origin=Debian,codename=${distro_codename},label=Debian-Security",
        "origin=Debian,codename=${distro_codename}-security,label=Debian-Security",
    )

    @property
    def number(self) -> str:
        """The release's number, like `13`."""
        numbers = {codename: number for number, codename in CODENAMES.items()}
        return numbers.get(self.release, self.release)

    @property
    def codename(self) -> str:
        """The release's codename, as apt's sources have it."""
        return CODENAMES.get(self.release, self.release)

    @property
    def os_release(self) -> tuple[str, str]:
        """As Debian has it."""
        return "debian", self.number

    @property
    def called(self) -> str:
        """Debian with its number."""
        return f"Debian {self.number}"
