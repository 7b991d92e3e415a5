"""What a machine should have in it, however that is looked up."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from homelab.contract import Settings
from homelab.fields import InterfaceName, MacAddress, Size

__all__ = ["Cpu", "Disk", "HardwareSettings", "Interface", "Memory", "Raid", "Ups"]


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
    smart: bool = Field(
        default=True, description="Whether its own judgement (SMART) counts, where it has one."
    )


class Interface(Settings):
    """One network interface."""

    name: InterfaceName = Field(description="Its name, as `ip link` shows it.")
    mac: MacAddress | None = Field(
        default=None, description="Its address, like '52:54:00:12:34:56'."
    )


class Raid(Settings):
    """One array of the kernel's own RAID (md(4))."""

    name: str = Field(pattern=r"^md\w+$", description="Its name under /dev, like 'md0'.")
    level: Literal["raid0", "raid1", "raid4", "raid5", "raid6", "raid10"] = Field(
        description="Its level, as the kernel calls it."
    )
    devices: int = Field(ge=1, description="How many devices it is made of, spares left out.")


class Ups(Settings):
    """An uninterruptible power supply that Network UPS Tools watch."""

    name: str = Field(
        pattern=r"^[A-Za-z0-9_.-]+(@[A-Za-z0-9_.:-]+)?$",
        description="How `upsc` is asked for it, like 'ups@localhost'.",
    )
    model: str | None = Field(
        None, min_length=1, description="Text that the model's name must contain."
    )
    least_charge: int = Field(
        50, ge=0, le=100, description="Least charge of the battery, in percent."
    )


class HardwareSettings(Settings):
    """What every hardware provider is told; what isn't said isn't checked."""

    cpu: Cpu = Field(default_factory=Cpu, description="Processors that must be there.")
    memory: Memory | None = Field(default=None, description="RAM that must be there.")
    disks: list[Disk] = Field(default_factory=list, description="Disks that must be there.")
    interfaces: list[Interface] = Field(
        default_factory=list, description="Network interfaces that must be there."
    )
    gpus: list[str] = Field(
        default_factory=list,
        description="Text that a graphics card's name must contain, one for each, like 'A2000'.",
    )
    raids: list[Raid] = Field(
        default_factory=list, description="RAID arrays that must be there and whole."
    )
    zfs_pools: list[str] = Field(
        default_factory=list, description="ZFS pools that must be there and without an error."
    )
    ups: list[Ups] = Field(
        default_factory=list, description="Power supplies that must be there, on the line."
    )
    asset_tag: str | None = Field(
        None, min_length=1, description="Inventory number, as the chassis has it in its firmware."
    )
    place: str | None = Field(
        None, min_length=1, description="Where it stands, for whoever has to find it."
    )
