"""How hosts are reached: what names like `@local` mean, and which data belongs to pyinfra."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import ConfigDict, Field, StringConstraints

from homelab.contract import Settings
from homelab.fields import Port
from homelab.model.lab import Connection

__all__ = ["ConnectionData", "connection", "connector_fault", "expand", "is_pyinfras"]

PREFIXES = ("ssh_", "fake_", "local_", "docker_", "dockerssh_", "podman_", "podmanssh_", "chroot_")
KNOWN_HOSTS = Path(".homelab", "known_hosts")

Reached = Annotated[str, StringConstraints(pattern=r"^[^\s-]\S*$")]
Given = Annotated[str, StringConstraints(min_length=1)]
Expanded = tuple[str, str, dict[str, Any], tuple[str, ...]]


def is_pyinfras(name: str) -> bool:
    """Whether a name of group data is pyinfra's own, or the user's: never a task."""
    return name.startswith(("_", *PREFIXES)) or name.isupper()


def expand(name: str) -> Iterator[Expanded]:
    """The hosts that a name in an inventory stands for: name, kind, connector's data, groups."""
    connector, _, rest = name.removeprefix("@").partition("/")
    match connector if name.startswith("@") else None:
        case "local":
            yield name, "local", {}, ("@local",)
        case "ssh":
            yield name, "ssh", {"ssh_hostname": rest}, ()
        case "fake":
            parts = [part.strip() for part in rest.split(",")]
            for part in [part for part in parts if part] or ([""] if not rest else []):
                yield f"@fake/{part}" if part else "@fake", "fake", {}, ("@fake",)
        case _:
            yield name, "ssh", {}, ()


def connector_fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a host's name, and the cure; None for a good one."""
    connector, slash, rest = name.removeprefix("@").partition("/")
    if not name.startswith("@"):
        return None
    if connector not in {"ssh", "local", "fake"}:
        cure = "use a name or address (SSH), '@ssh/NAME', '@local' or '@fake/NAME'"
        return f"homelab can't reach hosts by @{connector}", cure
    if connector == "local" and slash:
        return f"'{name}' names a second controller", "write '@local'"
    if connector == "ssh" and not rest:
        return f"'{name}' names no host", "write '@ssh/NAME'"
    return None


class ConnectionData(Settings):
    """pyinfra's data that homelab reads too."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    ssh_hostname: Reached | None = Field(None, description="Name or address to connect to.")
    ssh_port: Port | None = Field(None, description="Port to connect to.")
    ssh_user: Reached | None = Field(None, description="User to log in as.")
    ssh_key: Given | None = Field(None, description="Path of the private key.")
    ssh_known_hosts_file: Given | None = Field(None, description="Path of the pinned host keys.")
    ssh_config_file: Given | None = Field(None, description="Path of an ssh_config(5) file.")
    fake_responses: dict[Any, Any] | None = Field(None, description="What a fake host answers.")


def connection(name: str, kind: str, data: ConnectionData, root: Path) -> Connection:
    """How a host is reached; paths are from the lab's folder ROOT."""

    def path(text: str | None) -> Path | None:
        return root / Path(text).expanduser() if text else None

    return Connection(
        kind=cast('Literal["ssh", "local", "fake"]', kind),
        hostname=data.ssh_hostname or ("127.0.0.1" if kind == "local" else name),
        known_hosts=path(data.ssh_known_hosts_file) or root / KNOWN_HOSTS,
        port=data.ssh_port,
        user=data.ssh_user,
        identity=path(data.ssh_key),
        config_file=path(data.ssh_config_file),
        responses=data.fake_responses or {},
    )
