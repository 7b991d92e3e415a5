"""Settings that every backup has: where copies go, how often, and what they must live up to."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import SecretRef

__all__ = ["BackupSettings", "Keep", "Repository", "Rule"]

Calendar = Annotated[str, StringConstraints(pattern=r"^[^\n%]+$")]
Folder = Annotated[str, StringConstraints(pattern=r"^/[^\s:]*[^\s:/]$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
VariableName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Repository(Settings):
    """One place where copies are kept."""

    url: str = Field(
        min_length=1,
        description=(
            "As the tool writes it: '/srv/backup', 'sftp:ada@nas:/backup', "
            "'s3:https://s3.example/bucket', 'rest:https://nas.example/'."
        ),
    )
    environment: dict[VariableName, SecretRef] = Field(
        default_factory=dict,
        description="References of what it asks for, like AWS_SECRET_ACCESS_KEY, by variable.",
    )
    off_site: bool = Field(default=False, description="Whether it is in another place.")
    immutable: bool = Field(
        default=False,
        description="Whether it refuses to delete (append-only, object lock): nothing tests that.",
    )


class Keep(Settings):
    """How many snapshots of each service are kept."""

    daily: int = Field(7, ge=0, description="One of each of this many days.")
    weekly: int = Field(4, ge=0, description="One of each of this many weeks.")
    monthly: int = Field(12, ge=0, description="One of each of this many months.")


class Rule(Settings):
    """What the copies must live up to; 3-2-1-1-0 is the rule to aim at."""

    copies: int = Field(2, ge=1, description="Copies in all, the live data among them.")
    media: int = Field(1, ge=1, description="Different disks or services that they lie on.")
    off_site: int = Field(0, ge=0, description="Of these in another place.")
    immutable: int = Field(0, ge=0, description="Of these that nobody can delete.")


class BackupSettings(Settings):
    """Copies of what a node's services keep, and drills that prove them."""

    repositories: dict[Name, Repository] = Field(
        default_factory=lambda: {"local": Repository(url="/var/backups/homelab")},
        min_length=1,
        description="Where copies go: all of them to each.",
    )
    password: SecretRef = Field(
        "secret:backup/password",
        description="Reference of what encrypts the copies: without it they are worth nothing.",
    )
    paths: list[Folder] = Field(
        default_factory=lambda: ["/etc"],
        description="Folders of the node itself that are copied too.",
    )
    calendar: Calendar = Field("daily", description="When copies are made (systemd.time(7)).")
    copy_days: int = Field(
        2, ge=1, description="A copy that is older than this many days is too old."
    )
    drill_calendar: Calendar = Field("weekly", description="When restores are proved.")
    drill_days: int = Field(
        10, ge=1, description="A proof that is older than this many days counts no more."
    )
    keep: Keep = Field(default_factory=Keep, description="How many snapshots are kept.")
    rule: Rule = Field(default_factory=Rule, description="What the copies must live up to.")
