"""Host OS: the system that every machine boots, with its storage laid out."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Host Operating System Installation",
    steps=(
        (
            "Install chosen base OS (e.g., Proxmox VE, Ubuntu Server, CentOS Stream). Configure "
            "basic storage (partitioning, LVM)"
        ),
    ),
    estimate=hours(1, 4),
    after=("firmware",),
    milestone="Host OS Installed & Bootable",
    is_given=True,
)
