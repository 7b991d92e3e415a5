"""A virtual machine in a container's place: a kernel, disks and a clock of its own.

The container's process is QEMU, so that all of Docker's stays: names, labels, addresses, `down`.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from homelab.lab.errors import LabError

INSIDE = "/usr/lib/homelab-lab/inside"
"""What runs a command in the machine, from the container around it."""

KVM = Path("/dev/kvm")
ROOT_DISK = "6G"
"""It takes no more of the machine's disk than is written to it."""

_SIZE = re.compile(r"[1-9][0-9]*[MG]")


@dataclass(frozen=True)
class VirtualMachine:
    """What is in it; the disks are blank, /dev/vdb and on, by QEMU's sizes such as `512M`.

    Of the cards eth0 is on the management network and all others on the lan, of which eth1 has an
    address. Memory in MiB. The firmware's version and day are what SMBIOS says.
    """

    disks: tuple[str, ...] = ()
    cards: int = 2
    memory: int = 1024
    processors: int = 2
    boot: Literal["legacy", "uefi"] = "legacy"
    firmware_version: str = "1.2"
    firmware_date: str = "03/01/2025"

    def __post_init__(self) -> None:
        for size in self.disks:
            if _SIZE.fullmatch(size) is None:
                raise LabError(f"a disk of {size!r}: write a size like '512M' or '2G'")
        if not 2 <= self.cards <= 8:  # noqa: PLR2004 - one for each network, and QEMU's slots
            raise LabError(f"{self.cards} cards: a virtual machine has 2 to 8")

    @property
    def environment(self) -> dict[str, str]:
        """The same as `images/machine/machine` takes it."""
        return {
            "DISKS": " ".join(self.disks),
            "CARDS": str(self.cards),
            "MEMORY": str(self.memory),
            "PROCESSORS": str(self.processors),
            "UEFI": "on" if self.boot == "uefi" else "off",
            "FIRMWARE_VERSION": self.firmware_version,
            "FIRMWARE_DATE": self.firmware_date,
            "ROOT": ROOT_DISK,
        }


def machine_flags(machine: VirtualMachine, *, has_tun: bool, has_kvm: bool) -> list[str]:
    """Flags of `docker create`: QEMU needs no more than to lay out the container's own network."""
    if not has_tun:
        raise LabError("a virtual machine needs /dev/net/tun: load the kernel's module `tun`")
    flags = ["--restart", "always", "--cap-add", "NET_ADMIN", "--device", "/dev/net/tun"]
    if has_kvm:
        flags += ["--device", str(KVM)]
    for name, value in machine.environment.items():
        flags += ["--env", f"{name}={value}"]
    return flags
