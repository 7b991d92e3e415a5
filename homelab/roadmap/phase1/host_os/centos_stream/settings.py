"""Settings of a running CentOS Stream."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from homelab.roadmap.phase1.host_os.settings import CHRONYD, HostOSSettings, TimeKeeper

__all__ = ["CentosStreamSettings"]


class CentosStreamSettings(HostOSSettings):
    """CentOS Stream as it is installed and kept; homelab never upgrades a release."""

    timekeeper: ClassVar[TimeKeeper] = CHRONYD
    release: Literal["9", "10"] = Field("10", description="The release that must be installed.")

    @property
    def os_release(self) -> tuple[str, str]:
        """As CentOS has it."""
        return "centos", self.release

    @property
    def called(self) -> str:
        """CentOS Stream with its number."""
        return f"CentOS Stream {self.release}"

    @property
    def timers(self) -> tuple[str, ...]:
        """Dnf's own."""
        return ("dnf-automatic.timer",)

    @property
    def every_package(self) -> list[str]:
        """The declared packages, and those that the other settings need."""
        needed = ["tzdata", self.timekeeper.package, *self.storage_packages]
        if not self.has_built_in_locale:
            needed.append(f"glibc-langpack-{self.locale.partition('_')[0]}")
        if self.sysctls:
            needed.append("procps-ng")
        if self.security_upgrades:
            needed.append("dnf-automatic")
        return list(dict.fromkeys([*self.packages, *needed]))
