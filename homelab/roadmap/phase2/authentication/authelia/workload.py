"""Authelia with the lab's users, and what the lab's names ask of them."""

from __future__ import annotations

from homelab.contract import Node
from homelab.logins import logins
from homelab.roadmap.phase2.authentication.authelia.passwords import hashed
from homelab.roadmap.phase2.authentication.authelia.settings import AutheliaSettings
from homelab.workload.health import http_get
from homelab.workload.model import Workload

__all__ = ["workload"]

CONF = "etc/authelia/configuration.yml"
USERS = "etc/authelia/users.yml"
SECRETS = "/run/secrets"


def workload(node: Node[AutheliaSettings]) -> Workload:
    """It begins as root without a capability, as upstream's image would change user by some."""
    settings = node.settings
    secrets = {
        "AUTHELIA_JWT_SECRET_FILE": settings.jwt_secret,
        "AUTHELIA_STORAGE_ENCRYPTION_KEY_FILE": settings.encryption_key,
    }
    if settings.smtp and settings.smtp.password:
        secrets["AUTHELIA_NOTIFIER_SMTP_PASSWORD_FILE"] = settings.smtp.password
    return Workload(
        image=f"docker.io/authelia/authelia:{settings.version}",
        entrypoint=["authelia"],
        command=["--config", f"/{CONF}"],
        environment={name: f"{SECRETS}/{name}" for name in secrets},
        configs={
            f"/{USERS}": node.render(f"{USERS}.j2", hashes=_hashes(node)),
            f"/{CONF}": node.render(f"{CONF}.j2", logins=logins(node.lab)),
        },
        secrets={f"{SECRETS}/{name}": reference for name, reference in secrets.items()},
        volumes=["data:/config"],
        mem_limit=settings.mem_limit,
        healthcheck=http_get(9091, "/api/health"),
    )


def _hashes(node: Node[AutheliaSettings]) -> dict[str, str]:
    """The hash of each user's password."""
    return {user: hashed(node, user) for user in node.settings.users}
