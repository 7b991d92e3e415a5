"""Volume groups and logical volumes, which are made and grow, and never shrink (lvm(8))."""

from __future__ import annotations

import json
import shlex
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, OperationError, StringCommand, operation

from homelab.operations.block_devices import BlockDevice, Device, blank, refuse_what_is_used
from homelab.operations.parts import in_parts

__all__ = ["Group", "VolumeGroups", "grouped", "volume"]

ASK = """\
command -v lvs >/dev/null || exit 0
report="--reportformat json --units b --nosuffix"
echo '## pv'; pvs $report --options pv_name,vg_name
echo '## vg'; vgs $report --options vg_name,vg_extent_size,vg_free
echo '## lv'; lvs $report --options lv_name,vg_name,lv_size"""
GROW = """\
with=; [ -z "$(wipefs --noheadings {device})" ] || with=--resizefs
lvextend $with {size} {device}"""
"""The file system grows with its volume, where there is one."""


@dataclass(frozen=True)
class Group:
    """A volume group as LVM has it; sizes in bytes."""

    extent: int
    free: int
    devices: tuple[str, ...] = ()
    """By the kernel's names."""
    volumes: Mapping[str, int] = field(default_factory=dict)


class VolumeGroups(FactBase[dict[str, Group]]):
    """Every volume group by name; none where there is no LVM."""

    default = dict

    def command(self) -> str:
        """Ask LVM for its reports."""
        return ASK

    def process(self, output: Iterable[str]) -> dict[str, Group]:
        """Put them together."""
        parts = in_parts(output)
        return {
            each["vg_name"]: Group(
                extent=int(each["vg_extent_size"]),
                free=int(each["vg_free"]),
                devices=tuple(
                    pv["pv_name"] for pv in _rows(parts, "pv") if pv["vg_name"] == each["vg_name"]
                ),
                volumes={
                    lv["lv_name"]: int(lv["lv_size"])
                    for lv in _rows(parts, "lv")
                    if lv["vg_name"] == each["vg_name"]
                },
            )
            for each in _rows(parts, "vg")
        }


@operation()
def grouped(group: str, devices: Sequence[str]) -> Generator[StringCommand]:
    """The volume GROUP has DEVICES; those that aren't in it yet must be blank."""
    there = host.get_fact(VolumeGroups).get(group)
    found: dict[str, Device] = {each: host.get_fact(BlockDevice, device=each) for each in devices}
    missing = [each for each in devices if not there or found[each].path not in there.devices]
    for device in missing:
        refuse_what_is_used(device, found[device])
    if missing:
        names = " ".join(map(shlex.quote, missing))
        verb = "vgextend" if there else "vgcreate"
        yield StringCommand(f"{''.join(map(blank, missing))}{verb} {shlex.quote(group)} {names}")


@operation()
def volume(group: str, volume: str, size: int | None) -> Generator[StringCommand]:
    """VOLUME of GROUP has SIZE bytes, rounded up to extents, or all that is left."""
    there: Group | None = host.get_fact(VolumeGroups).get(group)
    has = there.volumes.get(volume) if there else None
    wanted = "--extents 100%FREE" if size is None else f"--size {size}b"
    if there is None or has is None:
        # What an older volume of the same place carried isn't wiped: nothing is overwritten.
        yield StringCommand(
            f"lvcreate --yes --wipesignatures n {wanted} --name {shlex.quote(volume)} "
            f"{shlex.quote(group)}"
        )
    elif size is None and there.free >= there.extent:
        yield StringCommand(_grow(group, volume, "--extents +100%FREE"))
    elif size is not None and has < size:
        yield StringCommand(_grow(group, volume, wanted))
    elif size is not None and has >= size + there.extent:
        raise OperationError(
            f"volume {group}/{volume} has {has} bytes, and {size} are declared; making it smaller "
            "loses data, so it is left as it is; declare its size, or shrink it by hand"
        )


def _grow(group: str, volume: str, size: str) -> str:
    return GROW.format(device=shlex.quote(f"/dev/{group}/{volume}"), size=size)


def _rows(parts: Mapping[str, list[str]], kind: str) -> list[dict[str, Any]]:
    text = "".join(parts[kind])
    rows: list[dict[str, Any]] = json.loads(text)["report"][0][kind] if text else []
    return rows
