"""Host keys: pinned at first contact, refused when changed (RFC 4251, section 4.1).

A key belongs to the machine, not to the port: a key pinned on one port of an address is
expected on every other port of it, so moving SSH to another port asks for no new trust.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import paramiko

from homelab.transport.base import HostKeyChanged

__all__ = ["PinAtFirstContact", "changed", "known_keys", "trust_under"]


def known_keys(known_hosts: Path, hostname: str) -> dict[str, paramiko.PKey]:
    """The keys pinned for HOSTNAME on any port, by type."""
    names = (hostname, f"[{hostname}]:")
    found: dict[str, paramiko.PKey] = {}
    if known_hosts.is_file():
        for name, keys in paramiko.HostKeys(str(known_hosts)).items():
            if name == names[0] or name.startswith(names[1]):
                found.update(keys)
    return found


def trust_under(known_hosts: Path, hostname: str, new: str) -> None:
    """Expect the keys pinned for HOSTNAME under its NEW name or address, too.

    What was pinned there before was another machine's, or this one's already.
    """
    keys, present = known_keys(known_hosts, hostname), known_keys(known_hosts, new)
    if not keys or present == keys:
        return
    with known_hosts.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        names = (new, f"[{new}]:")
        kept = [line for line in file if line != new and not line.startswith((f"{new} ", names[1]))]
        added = [f"{new} {kind} {key.get_base64()}\n" for kind, key in keys.items()]
        file.truncate(0)
        file.writelines([*kept, *added])


class PinAtFirstContact(paramiko.MissingHostKeyPolicy):
    """Pins a host's key when nothing is known of the host, and refuses any other afterwards."""

    def __init__(self, known_hosts: Path, hostname: str) -> None:
        self._known_hosts = known_hosts
        self._hostname = hostname

    def missing_host_key(
        self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey
    ) -> None:
        """Called by paramiko for a name and port that has no entry."""
        del client
        pinned = known_keys(self._known_hosts, self._hostname)
        if pinned and pinned.get(key.get_name()) != key:
            raise changed(self._hostname, self._known_hosts)
        self._known_hosts.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._known_hosts, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(f"{hostname} {key.get_name()} {key.get_base64()}\n")


def changed(hostname: str, known_hosts: Path) -> HostKeyChanged:
    """The refusal of a key that isn't the pinned one."""
    return HostKeyChanged(
        f"{hostname}: its host key isn't the one pinned in {known_hosts}; if the machine was "
        f"reinstalled, run `ssh-keygen -R {hostname} -f {known_hosts}`; otherwise somebody may "
        "be in between"
    )
