"""The machine's BMC told what to have; the machine itself is never switched off or rebooted."""

from __future__ import annotations

from homelab.contract import Node
from homelab.roadmap.phase1.firmware.redfish import operations
from homelab.roadmap.phase1.firmware.redfish.bmc import NO_SOURCE
from homelab.roadmap.phase1.firmware.redfish.entering import bmc_of
from homelab.roadmap.phase1.firmware.redfish.settings import RedfishSettings

__all__ = ["deploy", "remove"]


def deploy(node: Node[RedfishSettings]) -> None:
    """Boot source and order, BIOS attributes and firmware are as declared, from the next reboot."""
    wished = node.settings
    is_only_asked = not (
        wished.boot_source or wished.boot_order or wished.attributes or wished.update
    )
    if wished.bmc is None or is_only_asked:
        return
    bmc = bmc_of(node)
    if wished.boot_source:
        source = wished.boot_source
        how = "by its boot order" if source == NO_SOURCE else f"from {source} each time"
        operations.boots_from(name=f"it boots {how}", bmc=bmc, source=source)
    if wished.boot_order:
        operations.boots_in_order(
            name=f"the boot order begins with {', '.join(wished.boot_order)}",
            bmc=bmc,
            first=wished.boot_order,
        )
    if wished.attributes:
        listing = ", ".join(f"{name}={value}" for name, value in wished.attributes.items())
        operations.has_attributes(
            name=f"from the next reboot its BIOS has {listing}",
            bmc=bmc,
            attributes=wished.attributes,
        )
    if wished.update:
        what = f"{wished.update.component or 'BIOS'} {wished.update.version}"
        operations.has_firmware(
            name=f"it has {what}, at the latest from the next reboot", bmc=bmc, wished=wished.update
        )


def remove(node: Node[RedfishSettings]) -> None:
    """Firmware stays as it was set: nobody knows what it was before."""
    del node
