"""VPN: the lab's inside, reached safely from anywhere."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="VPN Service Setup",
    steps=(
        "Deploy WireGuard or OpenVPN server",
        "Configure server interface, firewall rules (allow VPN port)",
        "Generate client configurations",
    ),
    estimate=hours(2, 4),
    after=("network", "firewall"),
    milestone="VPN Service Operational",
    checkpoints=("Test VPN connection from an external client and access to internal resources",),
)
