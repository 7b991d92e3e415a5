"""What every machine must meet: the parts that were declared are those that the system sees."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.offers import HumanTask
from homelab.roadmap.phase1.hardware.comparison import (
    differing_cpu,
    differing_disks,
    differing_interfaces,
    differing_memory,
    missing_gpus,
)
from homelab.roadmap.phase1.hardware.power import ailing_ups
from homelab.roadmap.phase1.hardware.seen import Machine, read_machine
from homelab.roadmap.phase1.hardware.settings import HardwareSettings
from homelab.roadmap.phase1.hardware.storage import ailing_disk, ailing_pools, differing_raids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from testinfra.host import Host

    from homelab.verify.person import Person

HardwareNode = Node[HardwareSettings]


@pytest.fixture(scope="module")
def machine(host: Host) -> Machine:
    """The machine that the system sees."""
    return read_machine(host.check_output)


def expect(declared: object) -> None:
    """Leave the question out where nothing is DECLARED: what isn't said isn't checked."""
    if not declared:
        pytest.skip("nothing of the kind is declared")


def agree(differences: Iterable[str]) -> None:
    """Fail with every one of DIFFERENCES."""
    listing = "\n".join(differences)
    assert not listing, listing


def test_the_processors_are_the_declared_ones(node: HardwareNode, machine: Machine) -> None:
    """The system sees the declared processors."""
    expect(node.settings.cpu.model_fields_set)
    agree(differing_cpu(node.settings.cpu, machine))


def test_the_memory_is_the_declared_one(node: HardwareNode, machine: Machine) -> None:
    """The system sees the declared memory."""
    expect(node.settings.memory)
    agree(differing_memory(node.settings.memory, machine))


def test_the_disks_are_the_declared_ones(node: HardwareNode, host: Host, machine: Machine) -> None:
    """The system sees every declared disk, with its size and model."""
    expect(node.settings.disks)
    names = [disk.name for disk in node.settings.disks]
    links = {name: host.check_output("readlink -m %s", f"/dev/{name}") for name in names}
    kernel_names = {name: PurePosixPath(target).name for name, target in links.items()}
    agree(differing_disks(node.settings.disks, machine, kernel_names))


def test_the_interfaces_are_the_declared_ones(node: HardwareNode, machine: Machine) -> None:
    """The system sees every declared network interface, with its MAC address."""
    expect(node.settings.interfaces)
    agree(differing_interfaces(node.settings.interfaces, machine))


def test_the_disks_judge_themselves_well(node: HardwareNode, host: Host) -> None:
    """No declared disk says of itself that it fails (SMART), where it has a judgement."""
    asked = [disk.name for disk in node.settings.disks if disk.smart]
    expect(asked)
    if host.run("systemd-detect-virt --container").succeeded:
        pytest.skip("a container can't ask its machine's disks")
    said = {name: host.run("smartctl --json -H -A %s", f"/dev/{name}").stdout for name in asked}
    agree(line for name in asked for line in ailing_disk(name, said[name]))


def test_the_arrays_are_whole(node: HardwareNode, host: Host) -> None:
    """Every declared RAID array is there, of all its devices."""
    expect(node.settings.raids)
    agree(differing_raids(node.settings.raids, host.check_output))


def test_the_pools_are_whole(node: HardwareNode, host: Host) -> None:
    """Every declared ZFS pool is online, without an error."""
    expect(node.settings.zfs_pools)
    agree(ailing_pools(node.settings.zfs_pools, host.check_output("zpool status")))


def test_the_graphics_cards_are_the_declared_ones(node: HardwareNode, host: Host) -> None:
    """The system sees every declared graphics card."""
    expect(node.settings.gpus)
    agree(missing_gpus(node.settings.gpus, host.check_output("lspci -mm")))


def test_the_power_supplies_are_well(node: HardwareNode, host: Host) -> None:
    """Every declared power supply (UPS) is on the line, its battery charged."""
    expect(node.settings.ups)
    said = {ups.name: host.run("upsc %s", ups.name) for ups in node.settings.ups}
    mute = [f"{name}: {done.stderr.strip()}" for name, done in said.items() if done.failed]
    agree(mute)
    agree(line for ups in node.settings.ups for line in ailing_ups(ups, said[ups.name].stdout))


def test_it_has_the_declared_asset_tag(node: HardwareNode, host: Host) -> None:
    """The chassis has the declared inventory number in its firmware."""
    expect(node.settings.asset_tag)
    assert host.check_output("cat /sys/class/dmi/id/chassis_asset_tag") == node.settings.asset_tag


def test_a_person_has_found_it(node: HardwareNode, person: Person) -> None:
    """It stands where it was declared to, by the word of whoever looked."""
    expect(node.settings.place)
    assert person.attested(node) == {offer.what for offer in node.offered(HumanTask)}
