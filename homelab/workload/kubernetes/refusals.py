"""What of a workload Kubernetes can't do, each with what to do instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import ClassVar

from homelab.errors import HomelabError
from homelab.result import ExitCode
from homelab.workload.kubernetes.cluster import volume_label
from homelab.workload.model import Workload

__all__ = ["CannotRender", "refuse"]

USER = re.compile(r"(root|\d+)(:(root|\d+))?")
ANNOTATION = re.compile(
    r"([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"
)
LONGEST = 50
"""Of a volume's name, which with what stands before it is a DNS label."""
LARGEST = 2**20
"""Of all files in a ConfigMap or Secret together, in bytes: etcd takes no more."""


class CannotRender(HomelabError):
    """A workload asks for what Kubernetes has no counterpart of; every such wish is in it."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


def refuse(name: str, owner: str, workload: Workload) -> None:
    """Raise CannotRender where WORKLOAD can't be run by Kubernetes as it stands."""
    found = [*_called(name), *_run(workload), *_placed(workload), *_kept(workload)]
    if found:
        lines = [f"{owner}: {field}: {words}" for field, words in found]
        raise CannotRender("\n".join([*lines, f"Kubernetes can't run {name} as it stands."]))


Refusal = tuple[str, str]


def _called(name: str) -> Iterator[Refusal]:
    if not name[:1].isalpha():
        yield "name", f"a Service can't be called {name}; begin its name with a letter"


def _run(workload: Workload) -> Iterator[Refusal]:
    if workload.restart in {"no", "on-failure"}:
        cure = "write 'unless-stopped', or leave it to Docker"
        yield "restart", f"a program that ends is always started again; {cure}"
    if workload.command == [] and workload.entrypoint is None:
        yield "command", "an empty one means the image's own there; name the `entrypoint` too"
    if workload.user is not None and not USER.fullmatch(workload.user):
        cure = "write its number, as `docker run IMAGE id` shows it"
        yield "user", f"{workload.user!r} is a name, which only the image knows; {cure}"


def _placed(workload: Workload) -> Iterator[Refusal]:
    if workload.devices:
        cure = "leave it to Docker, or use the maker's device plugin"
        yield "devices", f"a pod without privileges gets no device of its node; {cure}"
    if workload.network_mode == "host" and workload.sysctls:
        yield "sysctls", "they would be the node's own with its network; set them on the node"
    for host, address in workload.extra_hosts.items():
        try:
            ip_address(address)
        except ValueError:
            cure = "write the address that is meant"
            yield f"extra_hosts.{host}", f"{address!r} is no IP address; {cure}"


def _kept(workload: Workload) -> Iterator[Refusal]:
    called: dict[str, str] = {}
    for name in dict.fromkeys(m.source for m in workload.mounts() if m.is_volume):
        other = called.setdefault(volume_label(name), name)
        if other != name:
            yield "volumes", f"{name} and {other} are one name there; call one otherwise"
        if len(name) > LONGEST:
            yield "volumes", f"{name} is too long for a name; use {LONGEST} characters at most"
    if sum(len(text.encode()) for text in workload.configs.values()) > LARGEST:
        yield "configs", "together they are more than 1 MiB; keep large files in a volume"
    for label in workload.labels:
        if not ANNOTATION.fullmatch(label):
            yield f"labels.{label}", "it can't be an annotation's name; shorten or remove it"
