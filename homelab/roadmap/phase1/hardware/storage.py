"""How disks, arrays and pools are, by their own word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from homelab.roadmap.phase1.hardware.settings import Raid

__all__ = ["ailing_disk", "ailing_pools", "differing_raids"]

READ_RAIDS = (
    "cd /sys/block && for md in md*/md; do [ ! -d $md ] || echo ${md%/md} "
    "$(cat $md/level) $(cat $md/raid_disks) $(cat $md/degraded 2>/dev/null || echo 0) "
    "$(cat $md/array_state); done"
)
"""Name, level, devices, missing devices and state (Documentation/admin-guide/md.rst)."""
FAILED_ARRAY = {"clear", "inactive", "broken"}
ATA_FAILS = ("Reallocated_Sector_Ct", "Current_Pending_Sector", "Offline_Uncorrectable")


def ailing_disk(name: str, smartctl: str) -> Iterator[str]:
    """What `smartctl --json --health --attributes` says against the disk NAME, a sentence each.

    Nothing where the disk has no judgement of its own.
    """
    said = json.loads(smartctl)
    if said.get("smart_status", {}).get("passed") is False:
        yield f"{name}: its own judgement (SMART) is that it fails"
    nvme = said.get("nvme_smart_health_information_log", {})
    if nvme.get("media_errors"):
        yield f"{name}: {nvme['media_errors']} media errors"
    if nvme.get("percentage_used", 0) >= 100:  # noqa: PLR2004 - percent
        yield f"{name}: {nvme['percentage_used']}% of the writes it was made for are used up"
    for row in said.get("ata_smart_attributes", {}).get("table", ()):
        if row["name"] in ATA_FAILS and row["raw"]["value"]:
            yield f"{name}: {row['name']} is {row['raw']['value']}"


def differing_raids(declared: Iterable[Raid], run: Callable[[str], str]) -> Iterator[str]:
    """What is wrong with the arrays, a sentence each."""
    there = {
        name: (level, int(devices), int(missing), state)
        for name, level, devices, missing, state in map(str.split, run(READ_RAIDS).splitlines())
    }
    for raid in declared:
        if raid.name not in there:
            yield f"{raid.name} ({raid.level}) is declared, but not there"
            continue
        level, devices, missing, state = there[raid.name]
        if level != raid.level or devices != raid.devices:
            wished = f"{raid.level} of {raid.devices}"
            yield f"{raid.name} is {level} of {devices} devices, {wished} is declared"
        if missing:
            yield f"{raid.name} is degraded: {missing} of {devices} devices are missing"
        if state in FAILED_ARRAY:
            yield f"{raid.name} is {state}"


def ailing_pools(declared: Iterable[str], zpool_status: str) -> Iterator[str]:
    """What `zpool status` says against the pools, a sentence each."""
    parts = re.split(r"^\s*pool: ", zpool_status, flags=re.MULTILINE)[1:]
    there = {part.split()[0]: part for part in parts}
    for pool in declared:
        if pool not in there:
            yield f"pool {pool} is declared, but not there"
            continue
        state = re.search(r"^\s*state: (\w+)", there[pool], re.MULTILINE)
        errors = re.search(r"^errors: (.*)$", there[pool], re.MULTILINE)
        if state is None or state[1] != "ONLINE":
            yield f"pool {pool} is {state[1] if state else 'in an unknown state'}"
        elif errors and errors[1] != "No known data errors":
            yield f"pool {pool}: {errors[1]}"
