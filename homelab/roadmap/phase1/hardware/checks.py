"""What every machine must meet: the parts that were declared are those that the system sees."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.hardware.comparison import (
    differing_cpu,
    differing_disks,
    differing_interfaces,
    differing_memory,
)
from homelab.roadmap.phase1.hardware.seen import Machine, read_machine
from homelab.roadmap.phase1.hardware.settings import HardwareSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from testinfra.host import Host

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
