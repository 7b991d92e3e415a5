"""File systems mounted now and after a reboot, by units of systemd (systemd.mount(5))."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, FileUploadCommand, OperationError, StringCommand, operation

from homelab.operations.block_devices import BlockDevice
from homelab.operations.parts import in_parts
from homelab.operations.services import ServiceState, would_touch

__all__ = ["MARK", "described", "mounted", "only_these"]

MARK = "# Written by homelab; systemd.mount(5)."
"""The line by which homelab knows its own units again; whoever writes one begins with it."""
UNITS = "/etc/systemd/system"
PLACE = """\
p={path}
echo '## source'; findmnt --noheadings --nofsroot --output SOURCE --mountpoint "$p" |
while read -r source; do readlink -f "$source"; done
echo '## fstab'; awk -v p="$p" '$1 !~ /^#/ && $2 == p {{ print $1 }}' /etc/fstab
echo '## inside'; ls -A "$p" 2>/dev/null | head -n 3"""
OURS = "grep -lxF {mark} {units}/*.mount 2>/dev/null || true"


@dataclass(frozen=True)
class Place:
    """A path, and what is mounted there."""

    source: str | None = None
    """The device, by the kernel's name; None where nothing is mounted."""
    fstab: str | None = None
    """What fstab(5) has for the path."""
    inside: tuple[str, ...] = ()
    """Some of what lies there."""


class MountPlace(FactBase[Place]):
    """What there is at a path."""

    default = Place

    def command(self, path: str) -> str:
        """Ask the kernel, fstab and the folder."""
        return PLACE.format(path=shlex.quote(path))

    def process(self, output: Iterable[str]) -> Place:
        """Take the parts apart."""
        parts = in_parts(output)
        # The last of several is the one that is seen.
        source = next(reversed(parts["source"]), None)
        fstab = next(iter(parts["fstab"]), None)
        return Place(source, fstab, tuple(parts["inside"]))


class OwnMounts(FactBase[list[str]]):
    """The mount units that homelab wrote."""

    default = list

    def command(self) -> str:
        """Look for its mark."""
        return OURS.format(mark=shlex.quote(MARK), units=UNITS)

    def process(self, output: Iterable[str]) -> list[str]:
        """Their files."""
        return list(output)


class UnitText(FactBase[str]):
    """What a unit's file says; its name may hold a backslash, which files' own facts can't take."""

    default = str

    def command(self, file: str) -> str:
        """Print it, or nothing where there is none."""
        return f"cat {shlex.quote(file)} 2>/dev/null || true"

    def process(self, output: Iterable[str]) -> str:
        """The text, whole."""
        return "".join(f"{line}\n" for line in output)


def unit_name(path: str) -> str:
    """The unit of a mount point, as systemd-escape(1) has it."""
    return path.strip("/").replace("-", r"\x2d").replace("/", "-") + ".mount"


def unit_file(path: str) -> str:
    """Where the unit of a mount point lies."""
    return f"{UNITS}/{unit_name(path)}"


@operation()
def described(path: str, text: str) -> Generator[Any]:
    """The unit of PATH says TEXT."""
    file = unit_file(path)
    if host.get_fact(UnitText, file=file) != text:
        yield FileUploadCommand(StringIO(text), file)
        yield StringCommand(f"chmod 644 {shlex.quote(file)}")


@operation()
def mounted(path: str, device: str) -> Generator[StringCommand]:
    """DEVICE is mounted at PATH as its unit says, now and after a reboot."""
    place: Place = host.get_fact(MountPlace, path=path)
    unit, file = unit_name(path), unit_file(path)
    state = host.get_fact(ServiceState, unit=unit, files=[file])
    _refuse_other_uses(path, device, place)
    name = shlex.quote(unit)
    if not state.is_enabled:
        yield StringCommand(f"systemctl daemon-reload && systemctl enable {name}")
    if place.source is None:
        yield StringCommand(f"systemctl daemon-reload && systemctl start {name}")
    elif state.is_stale or would_touch([file]):
        yield StringCommand(f"systemctl daemon-reload && systemctl reload {name}")


@operation()
def only_these(paths: Sequence[str]) -> Generator[StringCommand]:
    """Of homelab's mounts there are those of PATHS; what lay on others stays on their devices."""
    declared = {unit_file(path) for path in paths}
    for file in host.get_fact(OwnMounts):
        if file not in declared:
            name = shlex.quote(file.rpartition("/")[2])
            yield StringCommand(
                f"systemctl disable --now {name} && rm -f {shlex.quote(file)} && "
                "systemctl daemon-reload"
            )


def _refuse_other_uses(path: str, device: str, place: Place) -> None:
    if place.fstab is not None:
        raise OperationError(
            f"/etc/fstab has {place.fstab} for {path}; take that line out, or mount elsewhere"
        )
    if place.source is None and place.inside:
        raise OperationError(
            f"{path} holds {', '.join(place.inside)}, which a mount would hide; "
            "move it away, and back when the file system is there"
        )
    wanted = host.get_fact(BlockDevice, device=device).path
    if place.source is not None and place.source != wanted:
        raise OperationError(
            f"{place.source} is mounted at {path}, and {device} is declared; unmount it there: "
            f"`umount {path}`"
        )
