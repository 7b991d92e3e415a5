"""How hosts are reached: what names like `@local` mean, and which data belongs to pyinfra."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, cast

from homelab.model.lab import Connection

__all__ = ["connection", "connector_fault", "expand", "is_pyinfras"]

PREFIXES = ("ssh_", "fake_", "local_", "docker_", "dockerssh_", "podman_", "podmanssh_", "chroot_")
KNOWN_HOSTS = Path(".homelab", "known_hosts")

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
    if not name.strip():
        return "a host has an empty name", "give it a name or an address"
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


def connection(name: str, kind: str, data: Mapping[str, Any], root: Path) -> Connection:
    """How a host is reached; paths are from the lab's folder ROOT."""

    def path(key: str) -> Path | None:
        value = data.get(key)
        return root / Path(value).expanduser() if value else None

    hostname = data.get("ssh_hostname") or ("127.0.0.1" if kind == "local" else name)
    port = data.get("ssh_port")
    return Connection(
        kind=cast('Literal["ssh", "local", "fake"]', kind),
        hostname=hostname,
        known_hosts=path("ssh_known_hosts_file") or root / KNOWN_HOSTS,
        port=int(port) if port else None,
        user=data.get("ssh_user") or None,
        identity=path("ssh_key"),
        config_file=path("ssh_config_file"),
        responses=data.get("fake_responses") or {},
    )
