"""Firmware that a BMC fetches and brings in, its task followed to the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from homelab.roadmap.phase1.firmware.redfish.bmc import Bmc
from homelab.roadmap.phase1.firmware.redfish.settings import Update
from homelab.roadmap.phase1.firmware.redfish.talking import (
    BmcError,
    BmcLacks,
    BmcSilent,
    plainly,
)

__all__ = ["NotUpdated", "update"]

PAUSE = 2.0
"""Seconds from one look at the task to the next."""
ACCEPTED = 202
FAILED = {"Exception", "Killed", "Cancelled"}
FORGOTTEN = "forgotten by the BMC"
ENDED = {"Completed", FORGOTTEN, *FAILED}
"""States that a task doesn't leave (DSP0268, Task: TaskState)."""


class NotUpdated(BmcError):
    """The firmware wasn't brought in, as its task says."""


@dataclass(frozen=True)
class Look:
    """How far a task is."""

    state: str
    percent: int | None = None
    health: str = "OK"
    messages: tuple[str, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether it ended and did harm, or nothing."""
        return self.state in FAILED or (self.state in ENDED and self.health == "Critical")

    def __str__(self) -> str:
        percent = "" if self.percent is None else f", {self.percent} %"
        return "; ".join([f"{self.state}{percent}", *self.messages])


def update(bmc: Bmc, wished: Update, tell: Callable[[str], None]) -> None:
    """Have the BMC bring in what is WISHED, and TELL how far it is until its task ends.

    Raises NotUpdated. A BMC that restarts meanwhile, and so doesn't answer, is waited for.
    """
    place, last = _begun(bmc, wished), None
    end = time.monotonic() + wished.timeout * 60
    while (look := _look(bmc, place)).state not in ENDED:
        if look != last:
            tell(f"{bmc.url}: {look}")
        if time.monotonic() > end:
            raise NotUpdated(
                f"{bmc.url} hasn't ended the update to {wished.version} in {wished.timeout} "
                f"minutes: {look}; if it waits for a reboot, reboot the machine and apply again"
            )
        last = look
        time.sleep(PAUSE)
    version = _version(bmc, wished, end)
    if look.has_failed or (look.state == FORGOTTEN and version != wished.version):
        raise NotUpdated(f"{bmc.url} didn't bring in {wished.version}: {look}")


def _begun(bmc: Bmc, wished: Update) -> str:
    """The address of the update's task."""
    with plainly(bmc.url):
        from sushy import UpdateTransferProtocolType as Protocol

        protocol = Protocol(wished.image_uri.partition(":")[0].upper())
        monitor = bmc.service.get_update_service().simple_update(
            wished.image_uri, targets=wished.targets, transfer_protocol=protocol
        )
        return str(monitor.task_monitor_uri)


def _version(bmc: Bmc, wished: Update, end: float) -> str:
    """What it has now; a BMC that restarts with its new firmware is waited for until END."""
    while True:
        try:
            return bmc.version(wished.component)
        except BmcSilent:
            if time.monotonic() > end:
                raise
            time.sleep(PAUSE)


def _look(bmc: Bmc, place: str) -> Look:
    """How far it is now.

    PLACE gives the task, or 202 until what was asked is done, then its outcome (DSP0266,
    asynchronous operations).
    """
    try:
        with plainly(bmc.url):
            answer = bmc.connector.get(place)
            task: dict[str, Any] = answer.json() if answer.content else {}
    except BmcSilent:
        return Look("it doesn't answer, as when it restarts")
    except BmcLacks:
        return Look(FORGOTTEN)
    said = [each.get("Message") or each.get("MessageId", "") for each in task.get("Messages", [])]
    return Look(
        task.get("TaskState") or ("Running" if answer.status_code == ACCEPTED else "Completed"),
        task.get("PercentComplete"),
        task.get("TaskStatus") or "OK",
        tuple(filter(None, said)),
    )
