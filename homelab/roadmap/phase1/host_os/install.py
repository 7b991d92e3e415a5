"""How a machine's system is installed by itself: `homelab install-media` reads it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import MacAddress, Size, matching, refused

__all__ = ["Install", "Volume"]

GIB = 1024**3
BOOT = 2 * GIB
"""For the firmware's partition and /boot, whatever an installer makes of them."""
OWN = ("/boot", "/boot/efi")
LEAST_ROOT = 4 * GIB
"""For a root whose size isn't given."""

DiskPath = Annotated[
    str,
    matching(
        "a disk's path",
        r"/dev/[A-Za-z0-9_.:/-]+",
        "write one like '/dev/sda' or '/dev/disk/by-id/ata-…'",
    ),
]
MountPoint = Annotated[
    str,
    matching(
        "a mount point",
        r"/([a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*)?",
        "write a path like '/' or '/var/lib'",
    ),
]
HttpUrl = Annotated[
    str,
    matching(
        "a web address",
        r"https?://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?",
        "write one like 'http://deb.debian.org/debian'",
    ),
]


class Volume(Settings):
    """One file system, a logical volume or a partition of its own."""

    path: MountPoint = Field(description="Where it is mounted, like '/' or '/var'.")
    size: Size | None = Field(
        None, description="Its size, like '20 GiB'; none for all that is left, for one volume."
    )


class Install(Settings):
    """An installation onto an empty disk, with nobody at the keyboard."""

    disk: DiskPath = Field(
        description="The disk that the system comes onto; everything on it is lost."
    )
    firmware: Literal["uefi", "bios"] = Field(
        "uefi", description="What the machine boots by, as its set-up has it."
    )
    layout: Literal["lvm", "plain"] = Field(
        "lvm", description="Logical volumes, which can grow later, or plain partitions."
    )
    volumes: list[Volume] = Field(
        default_factory=list,
        description="File systems with a place of their own; without '/', that has what is left.",
    )
    swap: Size | None = Field(None, description="Swap space, like '4 GiB'; none for no swap.")
    mac: MacAddress | None = Field(
        None,
        description="The card that the machine boots by; by default the one that hardware "
        "declares for network's interface.",
    )
    mirror: HttpUrl | None = Field(
        None, description="Where packages and the installer come from; none for upstream's own."
    )

    @model_validator(mode="after")
    def has_one_place_for_what_is_left(self) -> Self:
        """No two volumes are mounted in one place, or take all that is left; none is /boot."""
        paths = [volume.path for volume in self.volumes]
        for number, path in enumerate(paths):
            if path in paths[:number]:
                at = ("volumes", number, "path")
                raise refused(f"{path} is mounted twice", "give each volume its own path", at=at)
            if path in OWN:
                cure = "leave it out, and the installer makes it where it needs one"
                raise refused(f"{path} is the installer's", cure, at=("volumes", number, "path"))
        greedy = [volume.path for volume in self.every_volume if volume.size is None]
        if len(greedy) > 1:
            problem = f"{' and '.join(greedy)} each take all that is left"
            raise refused(problem, "give all but one a size", at="volumes")
        return self

    @property
    def every_volume(self) -> tuple[Volume, ...]:
        """The volumes with the root's, that of what is left last."""
        declared = list(self.volumes)
        if all(volume.path != "/" for volume in declared):
            declared.append(Volume(path="/"))
        return tuple(sorted(declared, key=lambda volume: volume.size is None))

    @property
    def space(self) -> int:
        """Bytes that the disk must have."""
        sizes = (volume.size or LEAST_ROOT for volume in self.every_volume)
        return BOOT + (self.swap or 0) + sum(sizes)
