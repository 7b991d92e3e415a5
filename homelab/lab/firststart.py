"""The script that a new node runs once, before systemd: names, resolver, host keys, way in."""

import ipaddress
import shlex
from collections.abc import Iterable
from pathlib import Path

from homelab.lab.wishes import Entry, NodeWish

RESOLVERS = (Path("/etc/resolv.conf"), Path("/run/systemd/resolve/resolv.conf"))
FIRST_START = "/usr/lib/homelab-lab/first-start"
"""Where `images/node/init` looks for the script; it runs it once and removes it."""

OWN_FILES = "/usr/lib/homelab-lab/own.tar"
"""The node's own hosts, hostname and resolv.conf in a snapshot: Docker empties them in images."""

DOCKER_RESOLVER = "127.0.0.11"
"""Docker's own, in every container: it asks the machine's, but a node's firewall can cut it off."""


def first_start(wish: NodeWish, nameservers: Iterable[str]) -> str:
    """A POSIX shell script; running it twice does no harm."""
    hosts = (
        f"127.0.0.1\tlocalhost\n127.0.1.1\t{wish.name}\n\n"
        "::1\tlocalhost ip6-localhost ip6-loopback\n"
        "ff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n"
    )
    resolv = "".join(f"nameserver {server}\n" for server in nameservers)
    return "\n".join(
        [
            "set -eu",
            f"printf %s {shlex.quote(hosts)} > /etc/hosts",
            f"printf %s {shlex.quote(wish.name + chr(10))} > /etc/hostname",
            f"printf %s {shlex.quote(resolv)} > /etc/resolv.conf",
            "ssh-keygen -A",
            *_entry(wish.entry),
            "",
        ]
    )


def resume() -> str:
    """The script for a node from a snapshot: it has all but its own files, and gets those back."""
    return f"set -eu\ntar --extract --file {OWN_FILES} --directory /etc\n"


def _entry(entry: Entry) -> Iterable[str]:
    user = shlex.quote(entry.user)
    if entry.user != "root":
        yield f"id -u {user} > /dev/null 2>&1 || useradd --create-home --shell /bin/bash {user}"
    if entry.password is not None:
        yield f"printf '%s:%s\\n' {user} {shlex.quote(entry.password)} | chpasswd"
    if entry.password is not None and entry.user == "root":
        yield "sed -i 's/^#*PermitRootLogin .*/PermitRootLogin yes/' /etc/ssh/sshd_config"
    if entry.public_key is not None:
        home = "/root" if entry.user == "root" else f"/home/{user}"
        yield f"install -d -m 0700 -o {user} -g {user} {home}/.ssh"
        key = shlex.quote(entry.public_key.strip())
        yield f"printf '%s\\n' {key} > {home}/.ssh/authorized_keys"
        yield f"chown {user}: {home}/.ssh/authorized_keys && chmod 0600 {home}/.ssh/authorized_keys"
    if entry.user != "root" and entry.sudo == "password":
        yield f"usermod --append --groups sudo {user}"
    elif entry.user != "root" and entry.sudo:
        yield f"printf '%s ALL=(ALL) NOPASSWD:ALL\\n' {user} > /etc/sudoers.d/90-{user}"
        yield f"chmod 0440 /etc/sudoers.d/90-{user}"


def nameservers_in(resolv_conf: str) -> tuple[str, ...]:
    """Nameservers that can be asked from elsewhere than this machine."""
    found: list[str] = []
    for line in resolv_conf.splitlines():
        words = line.split()
        if words[:1] != ["nameserver"] or not words[1:] or "%" in words[1]:
            continue
        address = ipaddress.ip_address(words[1])
        if not (address.is_loopback or address.is_link_local):
            found.append(words[1])
    return tuple(found)


def machine_nameservers() -> tuple[str, ...]:
    """The machine's own nameservers; Docker's where the machine has them on its loopback only."""
    for file in RESOLVERS:
        found = nameservers_in(file.read_text()) if file.exists() else ()
        if found:
            return found
    return (DOCKER_RESOLVER,)
