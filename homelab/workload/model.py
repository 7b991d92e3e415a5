"""What a workload is: one container with all that it needs, in Compose's own field names.

The fields are a subset of the Compose Specification's service element, with its short forms,
so that a compose file can be adopted. Two differ: `configs` has a file's text by its path,
and `secrets` a secret's reference by the path of the file that holds its value.
https://github.com/compose-spec/compose-spec/blob/main/05-services.md
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from homelab.contract import Settings
from homelab.fields import HostName, SecretRef, Size, is_reference, refused
from homelab.workload.elsewhere import ELSEWHERE
from homelab.workload.types import (
    Amount,
    Capability,
    Duration,
    EnvironmentValue,
    Image,
    Mount,
    Published,
    PublishedPort,
    Target,
    VolumeMount,
    WorkloadName,
    mount,
    published,
)

__all__ = ["Healthcheck", "Workload"]

SMELL = re.compile(r"(PASS(WORD|WD|PHRASE)?|SECRET|TOKEN|(API|PRIVATE|ACCESS)_?KEY)$")


class Healthcheck(Settings):
    """How the platform asks whether the program does its work."""

    test: list[str] | str = Field(
        description="Command to run inside: a list, or a text for the container's shell."
    )
    interval: Duration = Field("30s", description="Time between two questions.")
    timeout: Duration = Field("5s", description="Time for an answer.")
    retries: int = Field(3, ge=1, le=100, description="Bad answers in a row that count as sick.")
    start_period: Duration = Field("10s", description="Time to start, in which none counts.")


class Workload(Settings):
    """One container, safe by default: no new privileges, no capabilities, limited memory."""

    elsewhere: ClassVar[Mapping[str, str]] = ELSEWHERE
    """What to do in place of names that it hasn't and upstream has."""

    image: Image = Field(description="Whole name of the image, with its version.")
    command: list[str] | None = Field(None, description="Arguments in place of the image's own.")
    entrypoint: list[str] | None = Field(None, description="Program in place of the image's own.")
    environment: dict[str, EnvironmentValue] = Field(
        default_factory=dict,
        description="Variables; a value like 'secret:NAME' is that secret's, revealed when used.",
    )
    configs: dict[Target, str] = Field(
        default_factory=dict, description="Files to read: the text, by the path inside."
    )
    secrets: dict[Target, SecretRef] = Field(
        default_factory=dict, description="Files that hold a secret: its reference, by the path."
    )
    volumes: list[VolumeMount] = Field(
        default_factory=list,
        description="What is kept: 'NAME:/inside' for a volume, '/path:/inside[:ro]' for a folder.",
    )
    tmpfs: list[Target] = Field(default_factory=list, description="Paths inside kept in memory.")
    ports: list[PublishedPort] = Field(
        default_factory=list, description="Ports of the node that lead inside, like '8080:80'."
    )
    networks: list[WorkloadName] = Field(
        default_factory=list,
        description="Networks shared with other services of the node, who call it by its name.",
    )
    network_mode: Literal["bridge", "host"] = Field(
        "bridge", description="'host' for the node's own network in place of one of its own."
    )
    healthcheck: Healthcheck | None = Field(
        None, description="How to ask whether it works; none for the image's own."
    )
    mem_limit: Amount = Field(Size(512 * 1024**2), description="Memory it may use at most.")
    cpus: float | None = Field(None, gt=0, description="Processors it may use; none for all.")
    pids_limit: int = Field(1024, ge=1, description="Processes and threads it may have.")
    shm_size: Amount | None = Field(None, description="Size of /dev/shm; none for the platform's.")
    user: str | None = Field(
        None, min_length=1, description="User, or UID[:GID], in place of the image's own."
    )
    cap_drop: list[Capability] = Field(
        default_factory=lambda: ["ALL"], description="Capabilities taken away."
    )
    cap_add: list[Capability] = Field(
        default_factory=list, description="Capabilities given back, like 'NET_BIND_SERVICE'."
    )
    no_new_privileges: bool = Field(
        default=True, description="Whether programs inside can't gain privileges (setuid)."
    )
    read_only: bool = Field(default=False, description="Whether the image's own files are fixed.")
    devices: list[str] = Field(
        default_factory=list, description="Devices of the node, like '/dev/dri:/dev/dri'."
    )
    sysctls: dict[str, str] = Field(
        default_factory=dict, description="Kernel parameters of its own network."
    )
    extra_hosts: dict[HostName, str] = Field(
        default_factory=dict, description="Addresses by name, besides what DNS knows."
    )
    labels: dict[str, str] = Field(default_factory=dict, description="Labels of the container.")
    init: bool = Field(default=False, description="Whether an init process reaps its children.")
    stop_grace_period: Duration = Field("10s", description="Time to end before it is killed.")
    restart: Literal["no", "always", "on-failure", "unless-stopped"] = Field(
        "unless-stopped", description="When it is started again."
    )
    accepted_by: dict[Target, list[str]] = Field(
        default_factory=dict,
        description="Command of the image that must accept a config first, by its path.",
    )
    reloads: bool = Field(
        default=False,
        description=(
            "Whether the program follows its configs by itself; then a change doesn't start it "
            "anew, and the folders of its configs hold nothing else."
        ),
    )

    @model_validator(mode="after")
    def has_no_plain_secret(self) -> Self:
        """A variable that sounds like a secret has a reference."""
        for name, value in self.environment.items():
            if SMELL.search(name) and value and not is_reference(value):
                raise refused(
                    "a secret stands here as plain text",
                    'store it with `homelab secrets set NAME` and write "secret:NAME" here',
                    at=("environment", name),
                )
        return self

    @model_validator(mode="after")
    def publishes_each_port_once(self) -> Self:
        """No port of the node leads to two ports inside."""
        taken: set[tuple[str | None, int, str]] = set()
        for number, port in enumerate(self.published()):
            place = (port.address, port.node, port.protocol)
            if place in taken:
                problem = f"port {port.node}/{port.protocol} is published twice"
                raise refused(problem, "give each a port of its own", at=("ports", number))
            taken.add(place)
        return self

    @model_validator(mode="after")
    def has_one_thing_at_each_path(self) -> Self:
        """No two mounts have the same path inside, and a host network publishes nothing."""
        targets = [m.target for m in self.mounts()] + [*self.configs, *self.secrets, *self.tmpfs]
        twice = next((path for path in targets if targets.count(path) > 1), None)
        if twice is not None:
            raise refused(
                f"{twice} is mounted twice", "give each its own path inside", at="volumes"
            )
        if self.network_mode == "host" and (self.ports or self.networks):
            raise refused(
                "the node's own network is used, so every port is the node's already",
                "leave out `ports` and `networks`",
                at="network_mode",
            )
        return self

    def mounts(self) -> Iterator[Mount]:
        """Its volumes, taken apart."""
        yield from map(mount, self.volumes)

    def published(self) -> Iterator[Published]:
        """Its ports, taken apart."""
        yield from map(published, self.ports)
