"""Identity: people, their groups and second factors, the same for every service."""

from homelab.contract import Estimate, Task

__all__ = ["TASK"]

TASK = Task(
    title="Refine Authentication",
    steps=(
        "Integrate more services with Authelia/Keycloak",
        "Configure multi-factor authentication (MFA)",
        "Set up LDAP backend if needed",
    ),
    estimate=Estimate(0, None),
    after=("authentication",),
    checkpoints=("Verify MFA and broader service integration with the authentication provider",),
    optional=True,
)
