"""What every operating system is told about itself."""

from __future__ import annotations

from ipaddress import ip_address
from typing import ClassVar

from pydantic import Field, TypeAdapter, ValidationError

from homelab.fields import (
    AnyAddress,
    HostName,
    Locale,
    PackageName,
    SysctlName,
    SysctlValue,
    TimeZone,
)
from homelab.roadmap.phase1.host_os.install import Install
from homelab.roadmap.phase1.host_os.storage import StorageSettings
from homelab.roadmap.phase1.host_os.timekeeping import CHRONY, CHRONYD, TIMESYNCD, TimeKeeper

__all__ = ["CHRONY", "CHRONYD", "AptSettings", "HostOSSettings", "TimeKeeper"]


class HostOSSettings(StorageSettings):
    """Who the machine is and where it stands."""

    timekeeper: ClassVar[TimeKeeper]
    """What the distribution keeps its clock by."""

    hostname: HostName | None = Field(
        default=None,
        description="The machine's name; by default the inventory's. Where that is an "
        "address or @local, the machine keeps the one it has.",
    )
    timezone: TimeZone = Field("UTC", description="Time zone of clocks and logs.")
    time_servers: list[HostName | AnyAddress] = Field(
        default_factory=list,
        description="NTP servers that the clock follows, by name or address; none for the "
        "distribution's own.",
    )
    locale: Locale = Field("C.UTF-8", description="Language and encoding of programs' output.")
    packages: list[PackageName] = Field(
        default_factory=lambda: ["ca-certificates", "curl", "nmap"],
        description="Packages that every node has; nmap lets it judge the others' firewalls.",
    )
    security_upgrades: bool = Field(
        default=True,
        description="Whether the distribution's security fixes are installed by themselves.",
    )
    sysctls: dict[SysctlName, SysctlValue] = Field(
        default_factory=dict,
        description="Parameters of the kernel, like 'net.ipv4.tcp_syncookies': 1 (sysctl(8)).",
    )
    install: Install | None = Field(
        default=None,
        description="How `homelab install-media` has it installed; none where that is done "
        "by hand.",
    )

    @property
    def os_release(self) -> tuple[str, str]:
        """The declared system and version, as `ID` and `VERSION_ID` of os-release(5)."""
        raise NotImplementedError

    @property
    def called(self) -> str:
        """The declared release in people's words, like `Debian 13`."""
        raise NotImplementedError

    @property
    def timers(self) -> tuple[str, ...]:
        """The units that look for fixes and install them."""
        raise NotImplementedError

    @property
    def zone(self) -> str:
        """The time zone as Linux systems name it, which keep UTC under Etc."""
        return "Etc/UTC" if self.timezone == "UTC" else self.timezone

    @property
    def has_built_in_locale(self) -> bool:
        """Whether the C library brings the locale itself."""
        return self.locale == "C.UTF-8"

    def name_for(self, host: str) -> str | None:
        """The machine's name, where the inventory calls it HOST; None to leave the one it has.

        An address is no name, and neither is what a host can't be called; `@local` says only
        where the machine is.
        """
        if self.hostname is not None:
            return self.hostname
        name = host.removeprefix("@ssh/").lower()
        return name if _is_name(name) and not _is_address(name) else None


class AptSettings(HostOSSettings):
    """Debian and what is made of it."""

    timekeeper: ClassVar[TimeKeeper] = TIMESYNCD
    security_origins: ClassVar[tuple[str, ...]]
    """Where security fixes come from, in the words of unattended-upgrades' Origins-Pattern."""

    @property
    def timers(self) -> tuple[str, ...]:
        """Apt's own."""
        return ("apt-daily.timer", "apt-daily-upgrade.timer")

    @property
    def every_package(self) -> list[str]:
        """The declared packages, and those that the other settings need."""
        needed = ["tzdata", self.timekeeper.package, *self.storage_packages]
        if not self.has_built_in_locale:
            needed.append("locales")
        if self.sysctls:
            needed.append("procps")
        if self.security_upgrades:
            needed.append("unattended-upgrades")
        return list(dict.fromkeys([*self.packages, *needed]))


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
