"""Backup: what the services keep is copied on schedule and was restored for a test."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Backup Solution Implementation",
    steps=(
        "Choose backup tool (e.g., Restic, Borg, Kopia, Velero for K8s)",
        "Configure backup repository (local disk, NFS, cloud storage)",
        (
            "Create initial backup script/job for critical configurations (e.g., `/etc`, "
            "container configs/volumes)"
        ),
        "Schedule regular backups (cron, systemd timer, Kubernetes CronJob)",
    ),
    estimate=hours(3, 8),
    after=("host_os",),
    requires=("Storage available",),
    milestone="Initial Backup Strategy Implemented",
    checkpoints=("Perform a test backup and a simulated restore of a configuration file",),
)
