"""What every operating system is told about itself."""

from __future__ import annotations

from ipaddress import ip_address

from pydantic import Field, TypeAdapter, ValidationError

from homelab.contract import Settings
from homelab.fields import HostName, Locale, SysctlName, SysctlValue, TimeZone

__all__ = ["HostOSSettings"]


class HostOSSettings(Settings):
    """Who the machine is and where it stands."""

    hostname: HostName | None = Field(
        default=None,
        description="The machine's name; by default the inventory's. Where that is an "
        "address or @local, the machine keeps the one it has.",
    )
    timezone: TimeZone = Field("UTC", description="Time zone of clocks and logs.")
    locale: Locale = Field("C.UTF-8", description="Language and encoding of programs' output.")
    security_upgrades: bool = Field(
        default=True,
        description="Whether the distribution's security fixes are installed by themselves.",
    )
    sysctls: dict[SysctlName, SysctlValue] = Field(
        default_factory=dict,
        description="Parameters of the kernel, like 'net.ipv4.tcp_syncookies': 1 (sysctl(8)).",
    )

    def name_for(self, host: str) -> str | None:
        """The machine's name, where the inventory calls it HOST; None to leave the one it has.

        An address is no name, and neither is what a host can't be called; `@local` says only
        where the machine is.
        """
        if self.hostname is not None:
            return self.hostname
        name = host.removeprefix("@ssh/").lower()
        return name if _is_name(name) and not _is_address(name) else None


def _is_name(text: str) -> bool:
    try:
        TypeAdapter(HostName).validate_python(text)
    except ValidationError:
        return False
    return True


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
