"""The firmware that runs is older than declared: an update that didn't take, or was never made."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose.fault import Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab
from homelab.roadmap.phase1.firmware.comparison import differing
from homelab.roadmap.phase1.firmware.seen import READ, read_firmware

__all__ = ["FAULT"]

TASK = "firmware"


def ask(lab: Lab, host: str) -> str | None:
    """What the kernel shows of the firmware; a container has none of its own."""
    wished = any(node.name == host for node in lab.nodes(TASK))
    return f"systemd-detect-virt --quiet --container || {{ {READ} }}" if wished else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """It differs from what is declared."""
    if not said.strip():
        return
    there = read_firmware(lambda _command: said)
    for node in lab.nodes(TASK):
        for difference in differing(node.settings, there) if node.name == host else ():
            words = "update it as its maker says, and look at the update's own report if it fails"
            yield Cause(difference, by_hand(words))


FAULT = Fault(
    challenge=Challenge.FIRMWARE,
    sign="a fault that the maker says is mended comes again after the update",
    cured_by="the update is made again, by the maker's own words",
    ask=ask,
    find=find,
    unmade="a container has no firmware; a virtual machine's was named",
)
