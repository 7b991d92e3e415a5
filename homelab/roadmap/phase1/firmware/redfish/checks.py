"""What the BMC and the running system must agree on, and the BMC with what is declared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.memory import lost_memory
from homelab.roadmap.phase1.firmware.redfish.bmc import Bmc
from homelab.roadmap.phase1.firmware.redfish.entering import bmc_of
from homelab.roadmap.phase1.firmware.redfish.parts import (
    ailing,
    memory_modules,
    processors,
    processors_seen,
)
from homelab.roadmap.phase1.firmware.redfish.settings import RedfishSettings
from homelab.roadmap.phase1.firmware.redfish.talking import BmcSilent
from homelab.verify.errors import CannotTell

if TYPE_CHECKING:
    from testinfra.host import Host

RedfishNode = Node[RedfishSettings]


@pytest.fixture(scope="module")
def bmc(node: RedfishNode) -> Bmc:
    """The node's BMC; a rehearsal's node has none, and nobody else's is asked."""
    if node.settings.bmc is None:
        pytest.skip("the node has no BMC")
    try:
        return bmc_of(node)
    except BmcSilent as silence:
        raise CannotTell(str(silence)) from silence


def test_the_bmc_is_who_it_says(node: RedfishNode, bmc: Bmc) -> None:
    """The BMC proved by its certificate who it is, before it was told the password."""
    told = f"`verify` is off, so whoever answers at {bmc.url} is told the password"
    assert node.settings.verify, told


def test_the_system_sees_every_processor(bmc: Bmc, host: Host) -> None:
    """The system sees as many processors as the BMC has in their sockets."""
    there, seen = processors(bmc), processors_seen(host.check_output("cat /proc/cpuinfo"))
    if there is None or seen is None:
        pytest.skip("the BMC or the kernel doesn't tell how many there are")
    assert seen == there, f"the BMC has {there} processors, the system sees {seen}"


def test_the_system_sees_every_module(bmc: Bmc, host: Host) -> None:
    """The system sees the memory of every module that the BMC knows."""
    modules = memory_modules(bmc)
    if not modules:
        pytest.skip("the BMC tells of no memory")
    total = host.check_output("awk '/^MemTotal:/ {print $2}' /proc/meminfo")
    assert lost_memory(modules, int(total) * 1024) is None


def test_nothing_ails(bmc: Bmc) -> None:
    """The BMC says of the machine, its parts and its chassis that they are well."""
    found = ailing(bmc)
    assert not found, "; ".join(found)


def test_it_boots_from_what_is_declared(node: RedfishNode, bmc: Bmc) -> None:
    """What it boots from, and what it tries first, is as declared."""
    source, first = node.settings.boot_source, node.settings.boot_order
    if not source and not first:
        pytest.skip("neither is declared")
    assert bmc.boot_source == (source or bmc.boot_source)
    assert bmc.boot_order[: len(first)] == first


def test_bios_attributes_are_as_declared(node: RedfishNode, bmc: Bmc) -> None:
    """Every BIOS attribute is as declared, and none waits for a reboot."""
    if not node.settings.attributes:
        pytest.skip("none is declared")
    now, pending = bmc.attributes, bmc.pending
    assert {name: now.get(name) for name in node.settings.attributes} == node.settings.attributes
    assert not pending, f"reboot the machine: {', '.join(pending)} will change"


def test_the_firmware_is_the_declared_one(node: RedfishNode, bmc: Bmc) -> None:
    """The BMC has the declared version of the firmware."""
    wished = node.settings.update
    if wished is None:
        pytest.skip("no firmware is declared")
    assert bmc.version(wished.component) == wished.version
