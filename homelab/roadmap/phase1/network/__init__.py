"""Network: every host keeps its address and reaches gateway, names and the world."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Basic Network Configuration",
    steps=(
        "Configure static IP address or DHCP reservation for the host(s)",
        "Verify network connectivity (ping gateway, external sites)",
        "Configure DNS settings (router or host)",
    ),
    estimate=hours(1, 2),
    after=("host_os",),
    milestone="Host Network Connectivity Established",
    checkpoints=("Confirm stable network connectivity for the host",),
    is_exclusive=True,  # an interface has one manager
    is_given=True,
)
