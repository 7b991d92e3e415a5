"""What every machine's firmware must meet, read from the system that it started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.offers import HumanTask
from homelab.roadmap.phase1.firmware.comparison import differing
from homelab.roadmap.phase1.firmware.seen import (
    Firmware,
    has_virtualization,
    read_firmware,
    read_microcode,
)
from homelab.roadmap.phase1.firmware.settings import FirmwareSettings

if TYPE_CHECKING:
    from testinfra.host import Host

    from homelab.verify.person import Person

FirmwareNode = Node[FirmwareSettings]


@pytest.fixture(scope="module")
def firmware(host: Host) -> Firmware:
    """The firmware that started the system; a container has none of its own."""
    if host.run("systemd-detect-virt --container").succeeded:
        pytest.skip("a container has no firmware")
    return read_firmware(host.check_output)


@pytest.fixture(scope="module")
def cpuinfo(host: Host) -> str:
    """What the kernel says of the processors."""
    return str(host.check_output("cat /proc/cpuinfo"))


def test_it_boots_as_declared(node: FirmwareNode, firmware: Firmware) -> None:
    """The system was booted as declared: by UEFI, or the old way."""
    if node.settings.boot is None:
        pytest.skip("neither is declared")
    assert firmware.boot == node.settings.boot


def test_it_is_as_new_as_declared(node: FirmwareNode, firmware: Firmware) -> None:
    """The firmware is of the declared vendor, and no older than declared."""
    if not (node.settings.vendor or node.settings.version or node.settings.released):
        pytest.skip("neither vendor, version nor day is declared")
    listing = "\n".join(differing(node.settings, firmware))
    assert not listing, listing


def test_virtual_machines_can_run(node: FirmwareNode, cpuinfo: str) -> None:
    """Every processor offers VT-x or AMD-V, switched on."""
    if not node.settings.virtualization:
        pytest.skip("it isn't declared")
    told = "no vmx or svm in /proc/cpuinfo: switch VT-x (SVM on AMD) on in the firmware's setup"
    assert has_virtualization(cpuinfo), told


def test_the_microcode_is_as_new_as_declared(node: FirmwareNode, cpuinfo: str) -> None:
    """The processors' microcode is no older than declared."""
    least, there = node.settings.microcode, read_microcode(cpuinfo)
    if least is None:
        pytest.skip("none is declared")
    assert there is not None, "the kernel shows no revision of microcode"
    assert there >= least, f"microcode is {there:#x}, {least:#x} or later is declared"


def test_a_person_has_looked(node: FirmwareNode, person: Person) -> None:
    """What only a person can see of it has been looked at and attested."""
    asked = {offer.what for offer in node.offered(HumanTask)}
    if not asked:
        pytest.skip("nothing is asked of a person")
    assert person.attested(node) == asked
