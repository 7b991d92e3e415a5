"""Writes the hardware that a lab should have from what a running node has.

What comes out, pasted back, holds for the same node: amounts are rounded down.
"""

from __future__ import annotations

from typing import Any

from homelab.errors import HomelabError
from homelab.model.lab import Host, Lab
from homelab.roadmap.phase1.hardware.seen import Machine, SeenDisk, read_machine
from homelab.source import as_source
from homelab.transport import Transport, open_transport

__all__ = ["as_python", "discover", "own_group", "wish_for"]

SECONDS = 30.0
GIB, MIB = 2**30, 2**20
SMALL = 4 * GIB
"""Below this a whole GiB is too coarse."""

Wish = dict[str, Any]


def discover(lab: Lab, host: Host) -> Wish:
    """The wish for HOST's hardware as it is; raises Unreachable, and HomelabError without tools."""
    transport = open_transport(host, lab)
    try:
        return wish_for(read_machine(lambda command: _run(transport, host.name, command)))
    finally:
        transport.close()


def wish_for(machine: Machine) -> Wish:
    """What stands under `hardware` for a machine like MACHINE: plain data, in a fixed order."""
    cpu: Wish = {"cores": machine.cores}
    if machine.cpu_model:
        cpu["model"] = machine.cpu_model
    wish: Wish = {"provider": "declared", "cpu": cpu, "memory": {"size": _memory(machine.memory)}}
    disks = [_disk(disk) for disk in machine.disks if disk.is_part]
    cards = [
        {"name": each.names[0], "mac": each.macs[-1]} for each in machine.interfaces if each.is_part
    ]
    return wish | ({"disks": disks} if disks else {}) | ({"interfaces": cards} if cards else {})


def own_group(lab: Lab, host: Host) -> str | None:
    """The group that HOST is alone in, whose file can hold its wishes; None without one."""
    others = {group for each in lab.hosts.values() if each is not host for group in each.groups}
    return next((group for group in host.groups if group not in others and group != "all"), None)


def as_python(wish: Wish, *, is_assignment: bool) -> str:
    """Source to paste: `hardware = {…}` for group data, or an entry of a host's own dict."""
    body = as_source(wish)
    return f"hardware = {body}\n" if is_assignment else f'"hardware": {body},\n'


def _memory(size: int) -> str:
    return f"{size // MIB} MiB" if size < SMALL else f"{size // GIB} GiB"


def _disk(disk: SeenDisk) -> Wish:
    giga, mega = 10**9, 10**6
    size = f"{disk.size // giga} GB" if disk.size >= giga else f"{disk.size // mega} MB"
    return {"name": disk.name, "size": size} | ({"model": disk.model} if disk.model else {})


def _run(transport: Transport, host: str, command: str) -> str:
    done = transport.run(command, timeout=SECONDS)
    if done.exit_status != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise HomelabError(
            f"{host}: `{command}` failed ({said}); install coreutils, util-linux and iproute2 there"
        )
    return done.stdout.decode(errors="replace")
