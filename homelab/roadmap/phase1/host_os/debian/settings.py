"""Settings of a running Debian."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.fields import PackageName
from homelab.roadmap.phase1.host_os.settings import HostOSSettings

__all__ = ["CODENAMES", "DebianSettings"]

CODENAMES = {"12": "bookworm", "13": "trixie"}


class DebianSettings(HostOSSettings):
    """Debian as it is installed and kept; homelab configures it and never upgrades a release."""

    release: Literal["12", "13", "bookworm", "trixie"] = Field(
        "13", description="The release that must be installed, by number or codename."
    )
    packages: list[PackageName] = Field(
        default_factory=lambda: ["ca-certificates", "curl", "nmap"],
        description="Packages that every node has; nmap lets it judge the others' firewalls.",
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
    def zone(self) -> str:
        """The time zone as Debian names it, which keeps UTC under Etc."""
        return "Etc/UTC" if self.timezone == "UTC" else self.timezone

    @property
    def has_built_in_locale(self) -> bool:
        """Whether the C library brings the locale itself."""
        return self.locale == "C.UTF-8"

    @property
    def every_package(self) -> list[str]:
        """The declared packages, and those that the other settings need."""
        needed = ["tzdata"]
        if not self.has_built_in_locale:
            needed.append("locales")
        if self.sysctls:
            needed.append("procps")
        if self.security_upgrades:
            needed.append("unattended-upgrades")
        return list(dict.fromkeys([*self.packages, *needed]))
