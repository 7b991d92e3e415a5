"""What a machine should have in it, however that is looked up."""

from __future__ import annotations

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import InterfaceName, MacAddress, Size

__all__ = ["Cpu", "Disk", "HardwareSettings", "Interface", "Memory"]


class Cpu(Settings):
    """The processors together."""

    cores: int | None = Field(
        default=None, ge=1, description="Logical processors, at least (`nproc --all`)."
    )
    model: str | None = Field(
        default=None,
        min_length=1,
        description="Text that the model's name must contain, like 'N100'.",
    )


class Memory(Settings):
    """The RAM that the system sees."""

    size: Size = Field(
        description="Least amount, like '8 GiB'; what the kernel keeps is allowed for."
    )


class Disk(Settings):
    """One disk."""

    name: str = Field(
        min_length=1,
        pattern=r"^[A-Za-z0-9_.:/-]+$",
        description="Name under /dev, like 'sda', 'nvme0n1' or 'disk/by-id/ata-…'.",
    )
    size: Size | None = Field(default=None, description="Least size, like '500 GB'.")
    model: str | None = Field(
        default=None, min_length=1, description="Text that the model's name must contain."
    )


class Interface(Settings):
    """One network interface."""

    name: InterfaceName = Field(description="Its name, as `ip link` shows it.")
    mac: MacAddress | None = Field(
        default=None, description="Its address, like '52:54:00:12:34:56'."
    )


class HardwareSettings(Settings):
    """What every hardware provider is told; what isn't said isn't checked."""

    cpu: Cpu = Field(default_factory=Cpu, description="Processors that must be there.")
    memory: Memory | None = Field(default=None, description="RAM that must be there.")
    disks: list[Disk] = Field(default_factory=list, description="Disks that must be there.")
    interfaces: list[Interface] = Field(
        default_factory=list, description="Network interfaces that must be there."
    )
