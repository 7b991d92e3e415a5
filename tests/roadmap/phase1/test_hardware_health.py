"""What a part says against itself is told, and nothing is told of a part that is well."""

from __future__ import annotations

import json

import pytest

from homelab.roadmap.phase1.hardware.comparison import missing_gpus
from homelab.roadmap.phase1.hardware.power import ailing_ups
from homelab.roadmap.phase1.hardware.settings import Raid, Ups
from homelab.roadmap.phase1.hardware.storage import ailing_disk, ailing_pools, differing_raids

ATA = {
    "smart_status": {"passed": True},
    "ata_smart_attributes": {
        "table": [
            {"id": 5, "name": "Reallocated_Sector_Ct", "raw": {"value": 0}},
            {"id": 9, "name": "Power_On_Hours", "raw": {"value": 20113}},
            {"id": 197, "name": "Current_Pending_Sector", "raw": {"value": 0}},
        ]
    },
}
NVME = {
    "smart_status": {"passed": True},
    "nvme_smart_health_information_log": {"media_errors": 0, "percentage_used": 12},
}
POOLS = """  pool: tank
 state: ONLINE
config:

\tNAME        STATE     READ WRITE CKSUM
\ttank        ONLINE       0     0     0

errors: No known data errors

  pool: attic
 state: DEGRADED
status: One or more devices has been removed by the administrator.
errors: No known data errors

  pool: cellar
 state: ONLINE
errors: 3 data errors, use '-v' for a list
"""
LSPCI = """00:1f.3 "Audio device" "Intel Corporation" "Alder Lake-N PCH HD Audio" -r00 "" ""
00:02.0 "VGA compatible controller" "Intel Corporation" "Alder Lake-N [UHD Graphics]" -r00 "" ""
01:00.0 "3D controller" "NVIDIA Corporation" "GA106 [RTX A2000]" -ra1 "NVIDIA" "Device 151d"
"""
UPSC = """battery.charge: 100
device.model: Back-UPS ES 700G
ups.status: OL CHRG
"""


def pending(disk: dict[str, object], path: str, value: object) -> str:
    """DISK's answer with one value at PATH another."""
    said = json.loads(json.dumps(disk))
    at = said
    *way, last = path.split(".")
    for step in way:
        at = at[int(step) if step.isdigit() else step]
    at[last] = value
    return json.dumps(said)


@pytest.mark.parametrize("said", [ATA, NVME, {"smartctl": {"exit_status": 4}}])
def test_a_disk_that_is_well_or_has_no_judgement_says_nothing(said: dict[str, object]) -> None:
    assert list(ailing_disk("sda", json.dumps(said))) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (pending(ATA, "smart_status.passed", value=False), "its own judgement"),
        (pending(ATA, "ata_smart_attributes.table.2.raw", {"value": 8}), "Sector is 8"),
        (pending(NVME, "nvme_smart_health_information_log.media_errors", 2), "2 media errors"),
        (pending(NVME, "nvme_smart_health_information_log.percentage_used", 103), "103%"),
    ],
)
def test_what_a_disk_says_against_itself_is_told(said: str, told: str) -> None:
    (line,) = ailing_disk("sda", said)
    assert line.startswith("sda: ")
    assert told in line


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ("md0 raid1 2 0 clean", []),
        ("md0 raid1 2 0 active", []),
        ("md0 raid1 2 1 clean", ["md0 is degraded: 1 of 2 devices are missing"]),
        ("md0 raid0 2 0 clean", ["md0 is raid0 of 2 devices, raid1 of 2 is declared"]),
        ("md0 raid1 2 0 inactive", ["md0 is inactive"]),
        ("md1 raid1 2 0 clean", ["md0 (raid1) is declared, but not there"]),
        ("", ["md0 (raid1) is declared, but not there"]),
    ],
)
def test_an_array_that_lacks_something_is_told(there: str, told: list[str]) -> None:
    declared = [Raid(name="md0", level="raid1", devices=2)]
    assert list(differing_raids(declared, lambda _command: there)) == told


def test_a_pool_is_told_by_its_state_and_its_errors() -> None:
    assert list(ailing_pools(["tank"], POOLS)) == []
    assert list(ailing_pools(["attic", "cellar", "loft"], POOLS)) == [
        "pool attic is DEGRADED",
        "pool cellar: 3 data errors, use '-v' for a list",
        "pool loft is declared, but not there",
    ]


def test_a_card_that_is_gone_is_told_with_those_that_are_there() -> None:
    assert list(missing_gpus(["a2000", "UHD"], LSPCI)) == []
    assert list(missing_gpus(["A2000", "A2000"], LSPCI)) == [
        "graphics card 'A2000' is declared, there is Alder Lake-N [UHD Graphics]"
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("OL CHRG", "OB DISCHRG", ["ups: on battery"]),
        ("OL CHRG", "OL LB RB", ["ups: its battery is low", "ups: its battery wants replacing"]),
        ("ups.status: OL CHRG\n", "", ["ups says nothing of its state"]),
        (": 100", ": 7", ["ups: its battery has 7%, 50% at least are declared"]),
        ("Back-UPS", "Smart-UPS", ["ups is 'Smart-UPS ES 700G', 'Back-UPS' is declared"]),
        ("OL CHRG", "OL", []),
    ],
)
def test_a_power_supply_that_is_not_well_is_told(old: str, new: str, told: list[str]) -> None:
    declared = Ups(name="ups", model="Back-UPS")
    assert list(ailing_ups(declared, UPSC.replace(old, new))) == told
