"""Settings of a service: its workload, and what the rest of the lab should know of it."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import HostName, Port, refused
from homelab.offers.web import Policy
from homelab.workload.model import Workload

__all__ = ["Backup", "ContainerSettings", "LoginFirst", "Measured", "RouteTo"]


class RouteTo(Settings):
    """The name by which people call it."""

    host: HostName = Field(description="The whole name, like 'jellyfin.lab.example'.")
    port: Port = Field(description="The port that it listens on, inside the container.")
    published: Port | None = Field(
        None,
        description="The node's port where the proxy is on another node; none for the same number.",
    )
    scheme: Literal["http", "https"] = Field("http", description="What it speaks itself.")
    is_encrypted: bool = Field(default=True, description="Whether people come by HTTPS.")
    path: str = Field(
        "/", pattern="^/", description="A path at which it answers, for whoever asks if it works."
    )


class LoginFirst(Settings):
    """Who may pass to it."""

    policy: Policy = Field(
        "one_factor",
        description="What a visitor must show; 'bypass' for nothing.",
    )
    groups: list[str] = Field(default_factory=list, description="Who may pass; empty for all.")


class Measured(Settings):
    """Its figures, in Prometheus' text format."""

    port: Port = Field(description="The port, inside the container.")
    path: str = Field("/metrics", pattern="^/", description="The path, like '/metrics'.")
    published: Port | None = Field(
        None,
        description="The node's port for readers on other nodes; none for the same number.",
    )


class Backup(Settings):
    """One of its volumes that must not be lost."""

    volume: str = Field(min_length=1, description="The volume's name.")
    before: str | None = Field(
        None, min_length=1, description="Command inside that makes the data whole first."
    )
    after: str | None = Field(None, min_length=1, description="Command inside afterwards.")
    proof: str | None = Field(
        None,
        min_length=1,
        description="Command inside that succeeds only with its data: a drill asks it.",
    )


class ContainerSettings(Workload):
    """A container in Compose's words, and how it is called, watched, kept and guarded."""

    route: RouteTo | None = Field(None, description="The name that leads to it.")
    login: LoginFirst | None = Field(
        None, description="Who may pass; none for the policy of the lab's logins, where it has any."
    )
    metrics: Measured | None = Field(None, description="Where its figures are.")
    backup: list[Backup] = Field(
        default_factory=list,
        description="Volumes whose backup needs commands; the others are backed up without any.",
    )
    expendable: dict[str, str] = Field(
        default_factory=dict, description="Volumes that may be lost, each with the reason."
    )

    @model_validator(mode="after")
    def speaks_of_what_it_has(self) -> Self:
        """A login guards a route, and a backup is of one of its volumes."""
        if self.login is not None and self.route is None:
            cure = "give it a `route` too, or remove `login`"
            raise refused("a login stands before a name, and it has none", cure, at="login")
        volumes = [mount.source for mount in self.mounts() if mount.is_volume]
        named: dict[tuple[str | int, ...], str] = {
            ("backup", number, "volume"): kept.volume for number, kept in enumerate(self.backup)
        }
        named |= {("expendable", name): name for name in self.expendable}
        for at, name in named.items():
            if name not in volumes:
                known = ", ".join(volumes) or "none"
                cure = f"name one of its `volumes` ({known})"
                raise refused(f"it has no volume {name!r}", cure, at=at)
        return self

    def backed_up(self) -> list[Backup]:
        """How each volume is kept that isn't expendable."""
        said = {each.volume: each for each in self.backup}
        volumes = dict.fromkeys(mount.source for mount in self.mounts() if mount.is_volume)
        return [said.get(v) or Backup(volume=v) for v in volumes if v not in self.expendable]
