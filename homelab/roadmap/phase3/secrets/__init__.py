"""Secrets: services fetch their passwords from a vault instead of keeping them."""

from homelab.contract import Task, days

__all__ = ["TASK"]

TASK = Task(
    title="Secrets Management",
    steps=(
        "Deploy HashiCorp Vault or other secrets manager",
        "Configure storage backend and authentication methods",
        "Integrate a sample application to retrieve secrets",
    ),
    estimate=days(1, 3),
    after=("container_platform",),
    requires=("Persistent storage",),
    milestone="Secure Secrets Management Implemented",
    checkpoints=("Confirm applications can securely retrieve secrets from Vault",),
    optional=True,
)
