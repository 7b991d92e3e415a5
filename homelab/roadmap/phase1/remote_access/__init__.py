"""Remote access: a way in by key only, for an admin who isn't root."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Secure Remote Access (SSH)",
    steps=(
        "Install/Enable SSH server",
        "Configure SSH key-based authentication",
        "Harden `sshd_config` (disable root login, disable password auth, change port if desired)",
    ),
    estimate=hours(1, 2),
    after=("network",),
    milestone="Secure Remote Access Configured",
    checkpoints=("Test SSH login using key pairs from a client machine",),
)
