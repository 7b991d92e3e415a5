"""What a machine's firmware should be like, however that is brought about."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from homelab.contract import Settings
from homelab.fields import refused, shown

__all__ = ["FirmwareSettings", "Microcode"]


def _revision(value: object) -> int:
    """As the kernel prints it: hexadecimal, like '0xf4'."""
    if isinstance(value, str):
        try:
            return int(value, 16)
        except ValueError:
            pass
    elif isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    cure = "copy the revision from `grep microcode /proc/cpuinfo`, like '0xf4'"
    raise refused(f"{shown(value)} is no revision of microcode", cure)


Microcode = Annotated[int, BeforeValidator(_revision)]
"""A revision of a processor's microcode."""


class FirmwareSettings(Settings):
    """What every firmware provider is told; what isn't said isn't checked."""

    boot: Literal["uefi", "legacy"] | None = Field(
        None, description="How the machine boots its system."
    )
    virtualization: bool = Field(
        default=False, description="Whether VT-x or AMD-V must be there and switched on."
    )
    vendor: str | None = Field(
        None, min_length=1, description="Text that the firmware's vendor must contain."
    )
    version: str | None = Field(
        None,
        min_length=1,
        description="Least version, as `dmidecode -s bios-version` prints it, like '1.80'.",
    )
    released: date | None = Field(
        None, description="Day on which it was released, at the earliest, like 2025-03-01."
    )
    microcode: Microcode | None = Field(
        None, description="Least revision of the processors' microcode, like '0xf4'."
    )
