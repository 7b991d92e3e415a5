"""What a block device carries, and file systems on devices that carry nothing.

Whatever was somebody's is left as it is: a device with any signature that wipefs(8) knows, or
one that something else stands on, is refused and never written to.
"""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from pyinfra import host
from pyinfra.api import FactBase, OperationError, StringCommand, operation

from homelab.operations.parts import in_parts

__all__ = ["BlockDevice", "Device", "blank", "formatted", "refuse_what_is_used"]

ASK = """\
d={device}; [ -b "$d" ] || exit 0
echo '## path'; readlink -f "$d"
echo '## signatures'; wipefs --noheadings --output TYPE "$d" | sort -u
echo '## users'; lsblk --noheadings --paths --list --output NAME "$d" | tail -n +2 | sort -u"""
BLANK = """\
[ -b {device} ] || {{ echo {device} is not there >&2; exit 1; }}
found=$(wipefs --noheadings --output TYPE {device}) || exit 1
found="$found $(lsblk --noheadings --list --output NAME {device} | tail -n +2)"
[ -z "${{found# }}" ] || {{ echo {device} carries $found: nothing was written >&2; exit 1; }}
"""
"""Asked once more at the last moment, by the command that would write."""


@dataclass(frozen=True)
class Device:
    """A block device as it is now."""

    path: str | None = None
    """The kernel's name, where links lead; None where there is no such device."""
    signatures: tuple[str, ...] = ()
    """What wipefs(8) finds: file systems, RAID and LVM members, partition tables."""
    users: tuple[str, ...] = ()
    """Partitions and volumes that stand on it."""


class BlockDevice(FactBase[Device]):
    """One device, by any of its names."""

    default = Device

    def command(self, device: str) -> str:
        """Ask util-linux."""
        return ASK.format(device=shlex.quote(device))

    def process(self, output: Iterable[str]) -> Device:
        """Take the parts apart."""
        parts = in_parts(output)
        path = next(iter(parts["path"]), None)
        return Device(path, tuple(parts["signatures"]), tuple(parts["users"]))


def blank(device: str) -> str:
    """Shell that stops unless DEVICE carries nothing."""
    return BLANK.format(device=shlex.quote(device))


def refuse_what_is_used(device: str, found: Device) -> None:
    """Raise OperationError unless DEVICE is there, and blank."""
    carried = ", ".join([*found.signatures, *found.users])
    if found.path is None:
        raise OperationError(
            f"{device} is not there; `lsblk --output NAME,SIZE,ID-LINK` tells what is, "
            "and nothing was changed"
        )
    if carried:
        raise OperationError(
            f"{device} carries {carried}, and nothing that is there is overwritten; name another "
            f"device, or, if nothing on it is wanted any more, `wipefs --all {device}` there"
        )


@operation()
def formatted(device: str, filesystem: str, *, is_made_here: bool) -> Generator[StringCommand]:
    """DEVICE carries a FILESYSTEM, made where it carried nothing.

    IS_MADE_HERE says that an earlier operation makes the device, so that it may yet come.
    """
    found: Device = host.get_fact(BlockDevice, device=device)
    if found.signatures == (filesystem,):
        return
    if found.path is not None or not is_made_here:
        refuse_what_is_used(device, found)
    yield StringCommand(f"{blank(device)}mkfs.{filesystem} {shlex.quote(device)}")
