"""Processors and memory that a BMC knows, and what it says of their health."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from homelab.roadmap.phase1.firmware.redfish.bmc import Bmc

__all__ = ["ailing", "memory_modules", "processors", "processors_seen"]

Document = dict[str, Any]
MIB = 2**20
GIB = 2**30
HEALTH = ("Health", "HealthRollup", "HealthRollUp")
"""The last is how some spell it."""


def processors(bmc: Bmc) -> int | None:
    """How many processors are in their sockets; None where the BMC doesn't say."""
    count = (bmc.document().get("ProcessorSummary") or {}).get("Count")
    return None if count is None else int(count)


def processors_seen(cpuinfo: str) -> int | None:
    """How many of them the kernel has in /proc/cpuinfo; None where it doesn't tell them apart."""
    return len(set(re.findall(r"^physical id\s*: (\d+)$", cpuinfo, re.MULTILINE))) or None


def memory_modules(bmc: Bmc) -> dict[str, int]:
    """Bytes of each memory module by its place; their sum where the BMC doesn't list them."""
    system = bmc.document()
    modules = {
        _place(module): int(module["CapacityMiB"]) * MIB
        for module in _members(bmc, system.get("Memory"))
        if module.get("CapacityMiB") and _status(module).get("State") != "Absent"
    }
    total = (system.get("MemorySummary") or {}).get("TotalSystemMemoryGiB")
    return modules or ({"in all": int(total * GIB)} if total else {})


def ailing(bmc: Bmc) -> list[str]:
    """Whatever the BMC says isn't well, a sentence each: the machine, its parts, its chassis."""
    return [
        f"{name} is {health}"
        for name, part in _parts(bmc)
        if (health := _health(part)) not in {"OK", None}
    ]


def _parts(bmc: Bmc) -> Iterator[tuple[str, Document]]:
    """Each part that the BMC speaks of, by its name."""
    system = bmc.document()
    yield "the machine", system
    yield from ((name, part) for name, part in system.items() if isinstance(part, dict))
    yield from ((_place(module), module) for module in _members(bmc, system.get("Memory")))
    for link in (system.get("Links") or {}).get("Chassis") or []:
        chassis = bmc.document(link["@odata.id"])
        yield f"chassis {chassis.get('Id', '')}".rstrip(), chassis
        thermal = bmc.document(chassis["Thermal"]["@odata.id"]) if "Thermal" in chassis else {}
        for kind in ("Fans", "Temperatures"):
            for each in thermal.get(kind) or []:
                yield str(each.get("Name") or each.get("FanName") or kind), each


def _members(bmc: Bmc, link: dict[str, str] | None) -> Iterator[Document]:
    if link:
        for member in bmc.document(link["@odata.id"]).get("Members") or []:
            yield bmc.document(member["@odata.id"])


def _place(module: Document) -> str:
    return str(module.get("DeviceLocator") or module.get("Name") or module["Id"])


def _status(part: Document) -> Document:
    found = part.get("Status")
    return found if isinstance(found, dict) else {}


def _health(part: Document) -> str | None:
    """The worst of what it says; None where it says nothing."""
    said = [status for key in HEALTH if (status := _status(part).get(key))]
    return next((status for status in said if status != "OK"), said[0] if said else None)
