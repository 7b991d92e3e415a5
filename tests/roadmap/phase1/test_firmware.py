"""Firmware is read from the running system, and each thing that differs is named."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from homelab.memory import lost_memory
from homelab.roadmap.phase1.firmware.comparison import differing
from homelab.roadmap.phase1.firmware.manual.modules import memory_of_modules
from homelab.roadmap.phase1.firmware.manual.settings import ManualSettings
from homelab.roadmap.phase1.firmware.seen import (
    Firmware,
    has_virtualization,
    read_firmware,
    read_microcode,
)

GIB = 2**30
THERE = Firmware("uefi", "American Megatrends Inc.", "1.80", date(2025, 3, 1))
TWO_PROCESSORS = """processor\t: 0
flags\t\t: fpu vmx aes
microcode\t: 0xf4

processor\t: 1
flags\t\t: fpu {second} aes
microcode\t: 0xf0
"""
MODULES = """# dmidecode 3.6
Handle 0x0010, DMI type 16, 23 bytes
Physical Memory Array
\tMaximum Capacity: 64 GB

Handle 0x0011, DMI type 17, 92 bytes
Memory Device
\tSize: 16 GB
\tLocator: DIMM A1
\tBank Locator: BANK 0

Handle 0x0012, DMI type 17, 92 bytes
Memory Device
\tSize: No Module Installed
\tLocator: DIMM A2

Handle 0x0013, DMI type 17, 92 bytes
Memory Device
\tSize: 8192 MB
\tLocator: DIMM B1
"""


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("uefi\nDell Inc.\n1.9.2\n07/04/2024\n", ("uefi", "1.9.2", date(2024, 7, 4))),
        ("legacy\n\n\n\n", ("legacy", "", None)),
        ("legacy\nSeaBIOS\n1.16\nsometime\n", ("legacy", "1.16", None)),
    ],
)
def test_what_the_kernel_shows_is_read(said: str, read: tuple[str, str, date | None]) -> None:
    found = read_firmware(lambda _command: said)
    assert (found.boot, found.version, found.released) == read


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"vendor": "megatrends", "version": "1.8", "released": "2025-03-01"}, []),
        ({"version": "1.81"}, ["it has version '1.80', 1.81 or later is declared"]),
        ({"version": "1.100"}, ["it has version '1.80', 1.100 or later is declared"]),
        ({"vendor": "Dell"}, ["firmware of 'Dell' is declared, it is by 'American Megatrends"]),
        ({"released": "2025-03-02"}, ["it is of 2025-03-01, 2025-03-02 or later is declared"]),
    ],
)
def test_each_difference_is_named(declared: dict[str, str], told: list[str]) -> None:
    found = [*differing(ManualSettings.model_validate(declared), THERE)]
    assert len(found) == len(told)
    assert all(sentence.startswith(begin) for sentence, begin in zip(found, told, strict=True))


def test_one_processor_without_virtualization_is_too_few() -> None:
    assert has_virtualization(TWO_PROCESSORS.format(second="svm"))
    assert not has_virtualization(TWO_PROCESSORS.format(second="sse"))
    assert not has_virtualization("")


def test_the_oldest_microcode_counts() -> None:
    assert read_microcode(TWO_PROCESSORS) == 0xF0
    assert read_microcode("processor : 0") is None


def test_a_module_that_the_system_lost_is_told_by_its_place() -> None:
    modules = memory_of_modules(MODULES)
    assert modules == {"DIMM A1": 16 * GIB, "DIMM B1": 8 * GIB}
    assert lost_memory(modules, 23 * GIB) is None
    told = lost_memory(modules, 15 * GIB)
    assert told == "the firmware has DIMM A1: 16 GiB, DIMM B1: 8 GiB; the system sees 15 GiB"


@pytest.mark.parametrize("revision", ["new", 0, -1, True, 1.5])
def test_what_is_no_revision_is_refused(revision: object) -> None:
    with pytest.raises(ValidationError, match="is no revision of microcode"):
        ManualSettings.model_validate({"microcode": revision})
