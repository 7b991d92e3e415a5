"""Firmware: up to date, booting in the right order, ready to run virtual machines."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="BIOS/UEFI Configuration",
    steps=(
        (
            "Update firmware, configure boot order, enable virtualization extensions "
            "(VT-x/AMD-V), check RAM/CPU recognition"
        ),
    ),
    estimate=hours(1, 2),
    after=("hardware",),
    checkpoints=("Verify hardware recognition in BIOS/UEFI and OS",),
    is_given=True,
)
