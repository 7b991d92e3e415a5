"""What a running system says of the firmware that started it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

__all__ = ["Firmware", "has_virtualization", "read_firmware", "read_microcode"]

READ = """
test -d /sys/firmware/efi && echo uefi || echo legacy
for of in bios_vendor bios_version bios_date; do cat /sys/class/dmi/id/$of 2>/dev/null || echo; done
"""
EXTENSIONS = {"vmx", "svm"}


@dataclass(frozen=True)
class Firmware:
    """How it booted the system, and what its maker says of it."""

    boot: str
    """`uefi` or `legacy`."""
    vendor: str
    version: str
    released: date | None


def read_firmware(run: Callable[[str], str]) -> Firmware:
    """The firmware of the machine on which RUN runs a command, for its output."""
    boot, vendor, version, released = (line.strip() for line in run(READ).splitlines())
    return Firmware(boot, vendor, version, _day(released))


def read_microcode(cpuinfo: str) -> int | None:
    """The lowest revision of any processor in /proc/cpuinfo; None where none is shown."""
    found = re.findall(r"^microcode\s*: (0x[0-9a-f]+)$", cpuinfo, re.MULTILINE)
    return min((int(revision, 16) for revision in found), default=None)


def has_virtualization(cpuinfo: str) -> bool:
    """Whether every processor offers it; the kernel leaves out what the firmware has off."""
    flags = re.findall(r"^flags\s*: (.*)$", cpuinfo, re.MULTILINE)
    return bool(flags) and all(EXTENSIONS & set(line.split()) for line in flags)


def _day(text: str) -> date | None:
    """SMBIOS writes MM/DD/YYYY (DMTF DSP0134, section 7.1)."""
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
