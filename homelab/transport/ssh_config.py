"""What `~/.ssh/config` says of a host: alias, user, port, key, agent and jump hosts.

ssh_config(5); HostName, User, Port, BindAddress, IdentityFile, IdentityAgent, ProxyJump and
ProxyCommand are honoured. What the inventory says comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import paramiko

__all__ = ["Target", "resolve_target"]


@dataclass(frozen=True)
class Target:
    """Where to connect and how, after the user's SSH configuration."""

    hostname: str
    port: int
    user: str | None
    bind_address: str | None = None
    """The controller's own address to connect from."""
    identities: tuple[str, ...] = ()
    identity_agent: str | None = None
    proxy_command: str | None = None
    jumps: tuple[str, ...] = ()
    """Jump hosts in order, each [user@]host[:port], aliases allowed."""


def resolve_target(
    hostname: str, port: int | None, user: str | None, config_file: Path | None
) -> Target:
    """HOSTNAME, which may be an alias, as the SSH configuration has it."""
    path = config_file or Path("~/.ssh/config").expanduser()
    config = paramiko.SSHConfig.from_path(str(path)) if path.is_file() else paramiko.SSHConfig()
    said = config.lookup(hostname)
    jump = said.get("proxyjump", "none")
    command = said.get("proxycommand", "none")
    return Target(
        hostname=said.get("hostname", hostname),
        port=port or int(said.get("port", 22)),
        user=user or said.get("user"),
        bind_address=said.get("bindaddress"),
        identities=tuple(said.get("identityfile", ())),
        identity_agent=said.get("identityagent"),
        proxy_command=None if command == "none" else command,
        jumps=() if jump == "none" else tuple(jump.split(",")),
    )
