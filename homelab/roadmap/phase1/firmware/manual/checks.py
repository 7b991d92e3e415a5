"""What firmware and system must agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from homelab.memory import lost_memory
from homelab.roadmap.phase1.firmware.manual.modules import memory_of_modules

if TYPE_CHECKING:
    from testinfra.host import Host


def test_the_system_sees_all_memory(host: Host) -> None:
    """The system sees the memory of every module that the firmware knows."""
    if host.run("systemd-detect-virt --container").succeeded:
        pytest.skip("a container has no firmware to ask")
    modules = memory_of_modules(host.check_output("dmidecode --type memory"))
    if not modules:
        pytest.skip("the firmware tells of no modules")
    total = host.check_output("awk '/^MemTotal:/ {print $2}' /proc/meminfo")
    assert lost_memory(modules, int(total) * 1024) is None
