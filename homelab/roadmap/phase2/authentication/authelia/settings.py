"""Settings of Authelia; names and meanings as in its configuration."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import HostName, Port, SecretRef, Size, Version, matching, refused
from homelab.roadmap.phase2.authentication.settings import AuthenticationSettings, Email

__all__ = ["AutheliaSettings", "Smtp", "seconds"]

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
Duration = Annotated[str, matching("a duration", r"[1-9]\d*[smhdw]", "write it like '5m' or '1h'")]
MOST_RETRIES = 10
"""Authelia looks no further back."""


class Smtp(Settings):
    """The mail server that messages to users go by."""

    host: HostName = Field(description="Its name.")
    port: Port = Field(587, description="Its port; 465 for TLS from the beginning.")
    username: str | None = Field(None, description="User to log in with; none for no login.")
    password: SecretRef | None = Field(None, description="Reference of that user's password.")
    sender: Email = Field(description="The address that messages come from.")


class AutheliaSettings(AuthenticationSettings):
    """Authelia with its users in a file."""

    version: Version = Field("4.37.5", description="Release to run.")
    port: Port = Field(9091, description="The node's port where proxies on other nodes ask.")
    jwt_secret: SecretRef = Field(
        "secret:authelia/jwt_secret",
        description="Reference of what signs the links in messages to users.",
    )
    encryption_key: SecretRef = Field(
        "secret:authelia/encryption_key",
        description="Reference of what encrypts second factors on disk; a new one loses them.",
    )
    expiration: Duration = Field("1h", description="How long a login lasts at most.")
    inactivity: Duration = Field("5m", description="How long it lasts without a visit.")
    remember_me_duration: Duration = Field(
        "4w", description="How long it lasts for who asks to be remembered."
    )
    max_retries: int = Field(
        3, ge=1, le=MOST_RETRIES, description="Wrong passwords in a row that lock a user out."
    )
    find_time: Duration = Field("2m", description="Time in which they count.")
    ban_time: Duration = Field("5m", description="How long that user is locked out.")
    smtp: Smtp | None = Field(
        None, description="How messages are sent; none for a file that the admin reads."
    )
    mem_limit: Size = Field(
        Size(512 * 1024**2), description="Memory it may use at most; each login takes 64 MiB."
    )

    @model_validator(mode="after")
    def counts_within_the_ban(self) -> Self:
        """Authelia looks back as far as the ban lasts."""
        if seconds(self.find_time) > seconds(self.ban_time):
            cure = "make it at most as long as `ban_time`"
            raise refused("it is longer than `ban_time`", cure, at="find_time")
        return self


def seconds(duration: str) -> int:
    """How long a DURATION is."""
    return int(duration[:-1]) * UNITS[duration[-1]]
