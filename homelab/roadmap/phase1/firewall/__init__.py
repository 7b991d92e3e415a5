"""Firewall: what the lab offers is open, everything else that comes in is denied."""

from homelab.contract import Task, hours
from homelab.offers import OpenPort

__all__ = ["TASK"]

TASK = Task(
    title="Basic Firewall Setup",
    steps=(
        "Enable host firewall (e.g., `ufw`, `firewalld`)",
        "Allow essential ports (SSH, potentially management UI ports like Proxmox 8006)",
        "Deny all other incoming traffic by default",
    ),
    estimate=hours(1, 2),
    after=("remote_access",),
    reads=(OpenPort,),
    milestone="Basic Firewall Rules Applied",
    checkpoints=("Verify firewall rules block unintended ports (use `nmap` from another machine)",),
)
