"""Types of a workload's fields: the short forms of the Compose Specification, checked."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator

from homelab.fields import Size, matching, refused, shown

__all__ = [
    "Amount",
    "Capability",
    "Duration",
    "EnvironmentValue",
    "Image",
    "Mount",
    "Published",
    "PublishedPort",
    "Target",
    "VolumeMount",
    "WorkloadName",
    "mount",
    "published",
]

IMAGE = re.compile(
    r"(?P<registry>[a-z0-9.-]+(:\d+)?)/(?P<path>[a-z0-9._-]+(/[a-z0-9._-]+)*)"
    r"(:(?P<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?P<digest>@sha256:[0-9a-f]{64})?"
)
MOVING = {"latest", "stable", "main", "master", "edge", "nightly", "dev"}
PORT = re.compile(
    r"((?P<address>[0-9.]+|\[[0-9a-f:]+\]):)?"
    r"(?P<node>[0-9]{1,5}):(?P<inside>[0-9]{1,5})(/(?P<protocol>tcp|udp))?"
)
VOLUME = re.compile(r"[a-z0-9][a-z0-9_-]*")
HIGHEST = 65535
AMOUNT = re.compile(r"(?P<number>\d+(\.\d+)?)(?P<unit>[bkmg])b?")
HUGE = 64
"""Bits of a number that is no number that anybody means."""


class Mount(NamedTuple):
    """Storage inside a container."""

    source: str
    """Name of a volume, or absolute path on the node."""
    target: str
    is_read_only: bool

    @property
    def is_volume(self) -> bool:
        """Whether the platform keeps it under its name, and not a folder of the node."""
        return not self.source.startswith("/")


class Published(NamedTuple):
    """A port of the node that leads into a container."""

    address: str | None
    """The node's address that it is bound to; None for all."""
    node: int
    inside: int
    protocol: Literal["tcp", "udp"]


def mount(text: str) -> Mount:
    """What a volume in Compose's short form says: `data:/data`, `/srv/media:/media:ro`."""
    source, target, *options = text.split(":")
    return Mount(source, target, is_read_only="ro" in options)


def published(text: str) -> Published:
    """What a port in Compose's short form says: `8080:80`, `127.0.0.1:53:53/udp`."""
    said = PORT.fullmatch(text)
    assert said is not None, text  # noqa: S101 - it was validated
    address = said["address"].strip("[]") if said["address"] else None
    protocol: Literal["tcp", "udp"] = "udp" if said["protocol"] == "udp" else "tcp"
    return Published(address, int(said["node"]), int(said["inside"]), protocol)


def _image(value: object) -> str:
    if not isinstance(value, str):
        cure = "write it like 'docker.io/library/caddy:2.11.7'"
        raise refused(f"{shown(value)} is not an image", cure)
    said = IMAGE.fullmatch(value)
    if said is None or not ({".", ":"} & set(said["registry"]) or said["registry"] == "localhost"):
        cure = f"name the registry too, like '{_whole(value)}'"
        raise refused(f"{shown(value)} is not the whole name of an image", cure)
    if said["tag"] is None and said["digest"] is None:
        cure = "add one, like ':1.2.3', so that tomorrow's run does what today's did"
        raise refused(f"{shown(value)} has no version", cure)
    if said["tag"] in MOVING and said["digest"] is None:
        cure = "name a release, like ':1.2.3'"
        raise refused(f"{shown(value)} means another image tomorrow", cure)
    return value


def _whole(value: str) -> str:
    name = value if re.fullmatch(r"[a-z0-9._/-]+(:[\w.-]+)?", value) else "library/caddy:2.11.7"
    return f"docker.io/{name}" if "/" in name else f"docker.io/library/{name}"


def _mount(value: object) -> str:
    cure = "write 'NAME:/inside' for a volume or '/on/the/node:/inside', with ':ro' to read only"
    if not isinstance(value, str):
        raise refused(f"{shown(value)} is not a volume in short form", cure)
    source, target, *options = [*value.split(":"), ""][:4]
    is_named = VOLUME.fullmatch(source) is not None
    if not (is_named or source.startswith("/")) or not target.startswith("/"):
        raise refused(f"{shown(value)} is not a volume in short form", cure)
    if [option for option in options if option not in {"", "ro", "rw"}]:
        raise refused(f"{shown(value)} has an option that isn't understood", cure)
    return value


def _port(value: object) -> str:
    cure = "write 'NODE:INSIDE', like '8080:80', with '/udp' behind and an address before it"
    said = PORT.fullmatch(value) if isinstance(value, str) else None
    if said is None:
        raise refused(f"{shown(value)} is not a port in short form", cure)
    if said["address"] is not None:
        address = said["address"].strip("[]")
        try:
            ip_address(address)
        except ValueError:
            raise refused(f"{address!r} is not an address of the node", cure) from None
    if not all(1 <= int(said[part]) <= HIGHEST for part in ("node", "inside")):
        raise refused(f"{shown(value)} is beyond 1 to {HIGHEST}", cure)
    return said.string


def _bytes(value: object) -> object:
    """Compose's short units are powers of 1024 (`512m`); anything else is read as elsewhere."""
    said = AMOUNT.fullmatch(value) if isinstance(value, str) else None
    return int(float(said["number"]) * 1024 ** "bkmg".index(said["unit"])) if said else value


def _variable(value: object) -> str:
    """Compose takes numbers and truth values too, as YAML writes them."""
    if isinstance(value, bool):
        return str(value).lower()
    is_huge = isinstance(value, int) and value.bit_length() > HUGE
    if not isinstance(value, str | int | float) or is_huge:
        raise refused(f"{shown(value)} is not a variable's value", "write a text")
    return str(value)


Amount = Annotated[Size, BeforeValidator(_bytes)]
"""An amount of bytes, like '512 MiB', or in Compose's short form, '512m'."""
EnvironmentValue = Annotated[str, BeforeValidator(_variable)]
"""A variable's value: a text, or a secret's reference, which is revealed when it is used."""
Image = Annotated[str, BeforeValidator(_image)]
"""An image's whole name, with its registry and a version that stays the same."""
VolumeMount = Annotated[str, BeforeValidator(_mount)]
"""Compose's short form of a volume, like 'data:/data' or '/srv/media:/media:ro'."""
PublishedPort = Annotated[str, BeforeValidator(_port)]
"""Compose's short form of a port, like '8080:80' or '127.0.0.1:53:53/udp'."""
Target = Annotated[
    str,
    matching("an absolute path", r"/[^:\0]*[^:/\0]", "write where it lies inside the container"),
]
Capability = Annotated[
    str, matching("a capability", r"[A-Z][A-Z_]+", "write it like 'NET_ADMIN' (capabilities(7))")
]
Duration = Annotated[
    str, matching("a duration", r"(\d+(ms|s|m|h))+", "write it like '30s' or '1m30s'")
]
WorkloadName = Annotated[
    str,
    matching(
        "a name that DNS takes",
        r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?",
        "use up to 40 lower-case letters, digits and hyphens",
    ),
]
