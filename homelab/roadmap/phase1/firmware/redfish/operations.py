"""What a BMC is to have: asked of it on the controller, and set there where it differs."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Mapping
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, FunctionCommand, StringCommand, operation

from homelab.operations.progress import tell
from homelab.roadmap.phase1.firmware.redfish.bmc import Bmc
from homelab.roadmap.phase1.firmware.redfish.settings import Update
from homelab.roadmap.phase1.firmware.redfish.updating import update

__all__ = ["boots_from", "boots_in_order", "has_attributes", "has_firmware"]

AWAITED = "/run/homelab/firmware"
"""Firmware that counts from the next reboot, which empties /run."""


class Awaited(FactBase[str]):
    """The firmware that the machine's next reboot brings; nothing where none waits."""

    default = str

    def command(self) -> str:
        """Read it."""
        return f"[ ! -f {AWAITED} ] || cat {AWAITED}"

    def process(self, output: list[str]) -> str:
        """As it was written."""
        return "".join(output)


@operation()
def boots_from(bmc: Bmc, source: str) -> Generator[FunctionCommand]:
    """The machine boots from SOURCE each time."""
    if bmc.boot_source != source:
        yield FunctionCommand(bmc.set_boot_source, (source,), {})


@operation()
def boots_in_order(bmc: Bmc, first: list[str]) -> Generator[FunctionCommand]:
    """The boot order begins with FIRST."""
    order = bmc.order_with(first)
    if bmc.boot_order != order:
        yield FunctionCommand(bmc.set_boot_order, (order,), {})


@operation()
def has_attributes(bmc: Bmc, attributes: Mapping[str, Any]) -> Generator[FunctionCommand]:
    """BIOS ATTRIBUTES are so, or will be from the next reboot."""
    differing = bmc.differing(attributes)
    if differing:
        yield FunctionCommand(bmc.set_attributes, (differing,), {})


@operation()
def has_firmware(bmc: Bmc, wished: Update) -> Generator[FunctionCommand | StringCommand]:
    """The BMC has the WISHED firmware, or brings it in at the next reboot."""
    text = f"{wished.component or 'BIOS'} {wished.version}"
    if bmc.version(wished.component) == wished.version or host.get_fact(Awaited) == text:
        return
    yield FunctionCommand(update, (bmc, wished, tell), {})
    if bmc.version(wished.component) != wished.version:
        yield StringCommand(f"mkdir -p /run/homelab && echo {shlex.quote(text)} >{AWAITED}")
