"""Hardware: machines put together, wired and powered, with what they should have in them."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Hardware Assembly & Connection",
    steps=("Assemble server/compute nodes, connect peripherals, network cables, power",),
    estimate=hours(2, 8),
    requires=("Hardware acquired",),
    checkpoints=("Verify hardware recognition in BIOS/UEFI and OS",),
    is_given=True,
)
