"""What a running system knows of parts that are there and fail all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.contract import Node
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings

if TYPE_CHECKING:
    from testinfra.host import Host

DeclaredNode = Node[DeclaredSettings]

ERRORS = "find /sys/devices/system/edac/mc/ -name ue_count -exec grep -H -v '^0$' {} +"


def test_the_declared_processors_are_on(node: DeclaredNode, host: Host) -> None:
    """As many processors as are declared are switched on."""
    if node.settings.cpu.cores is None:
        pytest.skip("no number is declared")
    assert int(host.check_output("getconf _NPROCESSORS_ONLN")) >= node.settings.cpu.cores


def test_memory_has_had_no_lasting_error(host: Host) -> None:
    """The memory has had no error since boot that it couldn't correct, as far as it can tell."""
    # Without error-correcting memory the kernel counts nothing, and there is no such folder.
    assert host.run(ERRORS).stdout.splitlines() == []


def test_declared_disks_can_be_read(node: DeclaredNode, host: Host) -> None:
    """Every declared disk can be read at its beginning."""
    if not node.settings.disks:
        pytest.skip("no disk is declared")
    if host.run("systemd-detect-virt --container").succeeded:
        pytest.skip("a container sees its machine's disks, and can't read them")
    paths = [f"/dev/{disk.name}" for disk in node.settings.disks]
    # Past the cache, so that the disk itself is asked.
    read = "dd if=%s of=/dev/null bs=4096 count=1 iflag=direct"
    assert [path for path in paths if host.run(read, path).failed] == []
