"""Settings of a running Proxmox VE."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from homelab.roadmap.phase1.host_os.settings import CHRONY, AptSettings, TimeKeeper

__all__ = ["ProxmoxVeSettings"]

DEBIANS = {"8": ("12", "bookworm"), "9": ("13", "trixie")}


class ProxmoxVeSettings(AptSettings):
    """Proxmox VE as it is installed and kept; homelab never upgrades a release."""

    timekeeper: ClassVar[TimeKeeper] = CHRONY
    release: Literal["8", "9"] = Field("9", description="The release that must be installed.")
    repository: Literal["no-subscription", "enterprise"] = Field(
        "no-subscription",
        description="Where its packages come from; the enterprise repository asks for a "
        "subscription.",
    )
    country: str = Field(
        "us", pattern="^[a-z]{2}$", description="The installer's `country`, by ISO 3166."
    )
    mailto: str = Field(
        "root@localhost",
        pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$",
        description="The installer's `mailto`: who gets the system's mail.",
    )

    security_origins: ClassVar[tuple[str, ...]] = (
        "origin=Debian,codename=${distro_codename},label=Debian-Security",
        "origin=Debian,codename=${distro_codename}-security,label=Debian-Security",
    )
    """Debian's alone: Proxmox' own packages restart what runs, and wait for somebody who looks."""

    @property
    def codename(self) -> str:
        """Of the Debian that it is made of."""
        return DEBIANS[self.release][1]

    @property
    def os_release(self) -> tuple[str, str]:
        """Those of the Debian that it is made of."""
        return "debian", DEBIANS[self.release][0]

    @property
    def called(self) -> str:
        """Proxmox VE with its number."""
        return f"Proxmox VE {self.release}"
