"""Holds declared parts against those that are there, and names each that is missing or differs."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping

from homelab.memory import KEPT
from homelab.roadmap.phase1.hardware.seen import Machine, SeenDisk, SeenInterface
from homelab.roadmap.phase1.hardware.settings import Cpu, Disk, Interface, Memory

__all__ = [
    "differing_cpu",
    "differing_disks",
    "differing_interfaces",
    "differing_memory",
    "missing_gpus",
]

CARDS = ("VGA compatible controller", "3D controller", "Display controller")
"""What lspci(8) calls what shows or computes pictures."""


def differing_cpu(declared: Cpu, machine: Machine) -> Iterator[str]:
    """What is wrong with the processors, a sentence each."""
    if declared.cores is not None and machine.cores < declared.cores:
        yield f"{declared.cores} processors are declared, {machine.cores} are there"
    if declared.model is not None and not _contains(machine.cpu_model, declared.model):
        yield f"processor '{declared.model}' is declared, {_named(machine.cpu_model)} is there"


def differing_memory(declared: Memory | None, machine: Machine) -> Iterator[str]:
    """What is wrong with the RAM, a sentence."""
    if declared is not None and machine.memory < declared.size * (1 - KEPT):
        there = _binary(machine.memory)
        yield f"{_binary(declared.size)} of memory are declared, {there} are there"


def differing_disks(
    declared: Iterable[Disk], machine: Machine, kernel_names: Mapping[str, str]
) -> Iterator[str]:
    """What is wrong with the disks, a sentence each.

    KERNEL_NAMES says what the links under /dev, like `disk/by-id/ata-…`, stand for.
    """
    there = {disk.name: disk for disk in machine.disks}
    for disk in declared:
        found = there.get(kernel_names.get(disk.name, disk.name))
        if found is None:
            size = f" ({_decimal(disk.size)})" if disk.size is not None else ""
            yield f"disk {disk.name}{size} is declared, but not there"
        else:
            yield from _differing_disk(disk, found)


def differing_interfaces(declared: Iterable[Interface], machine: Machine) -> Iterator[str]:
    """What is wrong with the network interfaces, a sentence each.

    A card that isn't where it was declared is looked for under its MAC address.
    """
    there = {name: interface for interface in machine.interfaces for name in interface.names}
    owners = {mac: interface for interface in machine.interfaces for mac in interface.macs}
    for interface in declared:
        found = there.get(interface.name)
        if found is None:
            elsewhere = owners.get(interface.mac or "")
            yield f"interface {interface.name} is declared, {_instead(elsewhere)}"
        elif interface.mac is not None and interface.mac not in found.macs:
            macs = " and ".join(found.macs)
            yield f"interface {interface.name} has MAC {macs}, {interface.mac} is declared"


def missing_gpus(declared: Iterable[str], lspci: str) -> Iterator[str]:
    """Each declared card that `lspci -mm` doesn't list, a sentence each; one card is one."""
    there = [line for line in lspci.splitlines() if any(f'"{kind}"' in line for kind in CARDS)]
    for name in declared:
        found = next((line for line in there if _contains(line, name)), None)
        if found is None:
            listing = "; ".join(shlex.split(line)[3] for line in there) or "none"
            yield f"graphics card '{name}' is declared, there is {listing}"
        else:
            there.remove(found)


def _differing_disk(declared: Disk, found: SeenDisk) -> Iterator[str]:
    if declared.size is not None and found.size < declared.size:
        there, wished = _decimal(found.size), _decimal(declared.size)
        yield f"disk {declared.name} has {there}, {wished} are declared"
    if declared.model is not None and not _contains(found.model, declared.model):
        yield f"disk {declared.name} is {_named(found.model)}, '{declared.model}' is declared"


def _instead(elsewhere: SeenInterface | None) -> str:
    return f"but its MAC is {elsewhere.names[0]}'s" if elsewhere else "but not there"


def _contains(whole: str, part: str) -> bool:
    return part.casefold() in whole.casefold()


def _named(model: str) -> str:
    return f"'{model}'" if model else "an unnamed one"


def _binary(size: int) -> str:
    return f"{size / 2**30:.4g} GiB"


def _decimal(size: int) -> str:
    """As disks are sold: in powers of ten."""
    return f"{size / 10**9:.6g} GB"
