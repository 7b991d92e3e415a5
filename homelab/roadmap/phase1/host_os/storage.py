"""Volumes and file systems of a running system, beside what its installer made."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import Size, matching, refused
from homelab.roadmap.phase1.host_os.install import DiskPath, MountPoint

__all__ = ["FileSystem", "Mount", "StorageSettings", "VolumeGroup"]

FileSystem = Literal["ext4", "xfs", "btrfs", "vfat"]
TOOLS: dict[FileSystem, str] = {
    "ext4": "e2fsprogs",
    "xfs": "xfsprogs",
    "btrfs": "btrfs-progs",
    "vfat": "dosfstools",
}
"""The packages that make them, which have one name everywhere."""
OF_THE_SYSTEM = ("/", "/boot", "/dev", "/etc", "/proc", "/run", "/sys", "/tmp", "/usr", "/var")  # noqa: S108 - places to keep clear of

VolumeName = Annotated[
    str,
    matching(
        "a name for LVM",
        r"(?!\.{1,2}$)[A-Za-z0-9_+.][A-Za-z0-9_+.-]{0,126}",
        "use letters, digits, and + _ . - after the first (lvm(8))",
    ),
]
MountOption = Annotated[
    str,
    matching(
        "an option of mount(8)",
        r"[A-Za-z0-9][A-Za-z0-9_.:=/@-]*",
        "give one option a text, like 'noatime'",
    ),
]


class VolumeGroup(Settings):
    """Disks or partitions taken together, and the logical volumes in them (lvm(8))."""

    devices: list[DiskPath] = Field(
        min_length=1,
        description="Disks or partitions, like '/dev/disk/by-id/ata-…'. One that carries anything "
        "already is refused, and one that is no longer named stays.",
    )
    volumes: dict[VolumeName, Size | None] = Field(
        default_factory=dict,
        description="Logical volumes with their size, like '200 GiB'; none for all that is left, "
        "for one of them. They grow, and never shrink; one that is no longer named stays.",
    )

    @model_validator(mode="after")
    def has_one_place_for_what_is_left(self) -> Self:
        """One volume alone takes all that is left."""
        greedy = [name for name, size in self.volumes.items() if size is None]
        if len(greedy) > 1:
            problem = f"{' and '.join(greedy)} each take all that is left"
            raise refused(problem, "give all but one a size", at="volumes")
        return self


class Mount(Settings):
    """A file system, made where its device is blank, and mounted now and after a reboot."""

    device: DiskPath = Field(
        description="A logical volume, '/dev/GROUP/VOLUME', a partition or a disk, by a name that "
        "stays, like '/dev/disk/by-id/…'. One that carries anything else is never formatted."
    )
    filesystem: FileSystem = Field("ext4", description="What it carries, or is to carry.")
    options: list[MountOption] = Field(
        default_factory=lambda: ["nofail"],
        description="Of mount(8); with nofail, a disk that is gone keeps no machine from booting.",
    )


class StorageSettings(Settings):
    """Where a running system keeps what it is given to keep."""

    volume_groups: dict[VolumeName, VolumeGroup] = Field(
        default_factory=dict, description="Volume groups of LVM, beside those of the installer."
    )
    mounts: dict[MountPoint, Mount] = Field(
        default_factory=dict, description="File systems by where they are mounted."
    )

    @model_validator(mode="after")
    def has_every_device_once(self) -> Self:
        """No device is used twice, and no logical volume is mounted that isn't declared."""
        users: dict[str, str] = {}
        at: tuple[str | int, ...]
        for name, group in self.volume_groups.items():
            for number, device in enumerate(group.devices):
                if device in users:
                    at = ("volume_groups", name, "devices", number)
                    raise refused(f"{users[device]} has {device} already", "name it once", at=at)
                users[device] = f"volume group {name}"
        for path, mount in self.mounts.items():
            if path in OF_THE_SYSTEM:
                cure = "mount it elsewhere: the installer cares for this one"
                raise refused(f"{path} is the system's own", cure, at=("mounts", path))
            if mount.device in users:
                at = ("mounts", path, "device")
                problem = f"{users[mount.device]} has {mount.device} already"
                raise refused(problem, "mount another device", at=at)
            users[mount.device] = path
            self._refuse_unknown_volume(path, mount.device)
        return self

    @property
    def storage_packages(self) -> list[str]:
        """What the declared volumes and file systems are made by."""
        lvm = ["lvm2"] if self.volume_groups else []
        return [*lvm, *sorted({TOOLS[mount.filesystem] for mount in self.mounts.values()})]

    @property
    def volume_paths(self) -> frozenset[str]:
        """The devices that declared logical volumes are."""
        return frozenset(
            f"/dev/{name}/{volume}"
            for name, group in self.volume_groups.items()
            for volume in group.volumes
        )

    def _refuse_unknown_volume(self, path: str, device: str) -> None:
        group, _, volume = device.removeprefix("/dev/").partition("/")
        if group in self.volume_groups and device not in self.volume_paths:
            raise refused(
                f"volume group {group} has no volume {volume}",
                f"declare it in volume_groups.{group}.volumes, or mount one of "
                f"{', '.join(self.volume_groups[group].volumes) or 'another group'}",
                at=("mounts", path, "device"),
            )
