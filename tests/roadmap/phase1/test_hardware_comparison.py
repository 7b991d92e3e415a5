"""Each part that is missing or differs is named, and nothing else is."""

from __future__ import annotations

import pytest

from homelab.roadmap.phase1.hardware.comparison import (
    differing_cpu,
    differing_disks,
    differing_interfaces,
    differing_memory,
)
from homelab.roadmap.phase1.hardware.seen import Machine, SeenDisk, SeenInterface
from homelab.roadmap.phase1.hardware.settings import Cpu, Disk, Interface, Memory

GIB = 2**30


@pytest.fixture
def machine() -> Machine:
    return Machine(
        cores=4,
        cpu_model="Intel(R) N100",
        memory=int(15.4 * GIB),
        disks=(SeenDisk("sda", 500_107_862_016, "Samsung SSD 980", is_part=True),),
        interfaces=(
            SeenInterface(("enp1s0", "eno1"), ("02:00:00:00:00:01",), is_part=True),
            SeenInterface(("enp2s0",), ("02:00:00:00:00:0f", "02:00:00:00:00:02"), is_part=True),
        ),
    )


def test_a_machine_as_declared_has_no_difference(machine: Machine) -> None:
    assert not [*differing_cpu(Cpu(cores=4, model="n100"), machine)]
    assert not [*differing_memory(Memory(size="16 GiB"), machine)]
    disk = Disk(name="sda", size="500 GB", model="samsung")
    assert not [*differing_disks([disk], machine, {})]
    interface = Interface(name="enp1s0", mac="02:00:00:00:00:01")
    assert not [*differing_interfaces([interface], machine)]


def test_what_is_not_declared_is_not_asked(machine: Machine) -> None:
    assert not [*differing_cpu(Cpu(), machine)]
    assert not [*differing_memory(None, machine)]
    assert not [*differing_disks([Disk(name="sda")], machine, {})]
    assert not [*differing_interfaces([Interface(name="enp2s0")], machine)]


def test_another_processor_is_named(machine: Machine) -> None:
    assert [*differing_cpu(Cpu(cores=8, model="Ryzen"), machine)] == [
        "8 processors are declared, 4 are there",
        "processor 'Ryzen' is declared, 'Intel(R) N100' is there",
    ]


def test_a_missing_module_is_noticed(machine: Machine) -> None:
    (said,) = differing_memory(Memory(size="20 GiB"), machine)
    assert said == "20 GiB of memory are declared, 15.4 GiB are there"


def test_a_missing_disk_is_named_with_its_size(machine: Machine) -> None:
    disks = [Disk(name="sdb", size="500 GB"), Disk(name="sdc")]
    assert [*differing_disks(disks, machine, {})] == [
        "disk sdb (500 GB) is declared, but not there",
        "disk sdc is declared, but not there",
    ]


def test_a_smaller_or_other_disk_is_named(machine: Machine) -> None:
    assert [*differing_disks([Disk(name="sda", size="1 TB", model="WDC")], machine, {})] == [
        "disk sda has 500.108 GB, 1000 GB are declared",
        "disk sda is 'Samsung SSD 980', 'WDC' is declared",
    ]


def test_a_disk_may_be_declared_by_a_link(machine: Machine) -> None:
    link = "disk/by-id/ata-Samsung"
    assert not [*differing_disks([Disk(name=link)], machine, {link: "sda"})]
    assert [*differing_disks([Disk(name=link)], machine, {link: "ata-Samsung"})]


def test_another_card_is_named_by_its_address(machine: Machine) -> None:
    (said,) = differing_interfaces([Interface(name="enp1s0", mac="02:00:00:00:00:09")], machine)
    assert said == "interface enp1s0 has MAC 02:00:00:00:00:01, 02:00:00:00:00:09 is declared"


def test_a_renamed_card_is_found_by_its_address(machine: Machine) -> None:
    wished = [Interface(name="eth7", mac="02:00:00:00:00:01"), Interface(name="eth8")]
    assert [*differing_interfaces(wished, machine)] == [
        "interface eth7 is declared, but its MAC is enp1s0's",
        "interface eth8 is declared, but not there",
    ]


def test_other_names_and_own_addresses_count(machine: Machine) -> None:
    assert not [*differing_interfaces([Interface(name="eno1")], machine)]
    assert not [*differing_interfaces([Interface(name="enp2s0", mac="02:00:00:00:00:02")], machine)]
