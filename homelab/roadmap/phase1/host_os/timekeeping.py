"""What keeps a system's clock right, and where it is told whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CHRONY", "CHRONYD", "TIMESYNCD", "TimeKeeper"]


@dataclass(frozen=True)
class TimeKeeper:
    """A service that asks time servers, by the distribution's names."""

    package: str
    unit: str
    file: str
    """Where its servers are declared, beside the distribution's own file."""
    asked: str
    """The command that prints the server that the clock follows."""


TIMESYNCD = TimeKeeper(
    package="systemd-timesyncd",
    unit="systemd-timesyncd.service",
    file="etc/systemd/timesyncd.conf.d/homelab.conf",
    asked="timedatectl show-timesync --property=ServerName --value",
)
"""Of Debian and Ubuntu; see timesyncd.conf(5)."""

# The source that is selected has an asterisk (chronyc(1), sources).
SELECTED = "chronyc -c -N sources | awk -F , '$2 == \"*\" {print $3}'"
CHRONY = TimeKeeper("chrony", "chrony.service", "etc/chrony/sources.d/homelab.sources", SELECTED)
"""Of Proxmox VE; see chrony.conf(5)."""
CHRONYD = TimeKeeper("chrony", "chronyd.service", "etc/chrony/sources.d/homelab.sources", SELECTED)
"""Of CentOS Stream, whose own file doesn't look there until it is told to."""
