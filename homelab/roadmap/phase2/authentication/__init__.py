"""Authentication: one login in front of the services."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Authentication Provider",
    steps=(
        "Deploy basic authentication (e.g., Authelia with file backend, Keycloak)",
        "Integrate with the reverse proxy for a test application",
    ),
    estimate=hours(3, 6),
    after=("reverse_proxy", "tls"),
    checkpoints=("(If applicable) Test authentication flow via the chosen provider",),
    optional=True,
)
