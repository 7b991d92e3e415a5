"""What every operating system is told about itself."""

from __future__ import annotations

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import HostName, Locale, TimeZone

__all__ = ["HostOSSettings"]


class HostOSSettings(Settings):
    """Who the machine is and where it stands."""

    hostname: HostName | None = Field(
        None,
        description="The machine's name; by default the inventory's, and for @local the one it has.",
    )
    timezone: TimeZone = Field("UTC", description="Time zone of clocks and logs.")
    locale: Locale = Field("C.UTF-8", description="Language and encoding of programs' output.")
    security_upgrades: bool = Field(
        True, description="Whether the distribution's security fixes are installed by themselves."
    )
