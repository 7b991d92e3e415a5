"""Proxmox VE's installer, told by an answer file that is put into its image."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

from homelab.contract import Node
from homelab.media.medium import BASE, Boot, Medium
from homelab.media.passwords import sha512_crypt
from homelab.roadmap.phase1.host_os.installing import Installation, NotInstallable, described
from homelab.roadmap.phase1.host_os.proxmox_ve.settings import ProxmoxVeSettings

__all__ = ["medium"]

ANSWERS = "answer.toml"
GIB = 1024**3
MAX = {"/": "lvm.maxroot", "/var/lib/vz": "lvm.maxvz"}
"""The volumes that the installer can be told a size of."""
USAGE = """\
Put the answers into Proxmox VE's image, and check them, on a machine with
`proxmox-auto-install-assistant`:

    proxmox-auto-install-assistant validate-answer {host}/answer.toml
    proxmox-auto-install-assistant prepare-iso proxmox-ve.iso --fetch-from iso \\
        --answer-file {host}/answer.toml --output {host}/proxmox.iso

Boot the machine by it, from a USB stick. For a network boot keep it there, and copy `boot/linux26`
and `boot/initrd.img` out of it into `proxmox/` beside boot.ipxe. The image holds the hash of root's
password."""


def medium(node: Node[ProxmoxVeSettings]) -> Medium:
    """The answer file, and how an image that has it inside is booted."""
    machine = described(node)
    answers = {
        "global": dict(_global(machine, node.settings)),
        "network": dict(_network(node.name, machine)),
        "disk-setup": dict(_disk(node.name, machine)),
    }
    if node.settings.release == "8":
        # Its installer writes with underscores what the next one writes with hyphens.
        answers = {section: _underscored(keys) for section, keys in answers.items()}
    text = node.render(f"{ANSWERS}.j2", within="install", machine=machine, answers=answers)
    return Medium(
        system=node.settings.called,
        files={ANSWERS: text},
        mac=machine.mac,
        boot=Boot(
            kernel=f"{BASE}/proxmox/linux26",
            initrd=(f"{BASE}/proxmox/initrd.img", f"{BASE}/{node.name}/proxmox.iso /proxmox.iso"),
            arguments=("ramdisk_size=16777216", "rw", "quiet", "proxmox-start-auto-installer"),
        ),
        usage=USAGE.format(host=node.name),
    )


def _global(machine: Installation, settings: ProxmoxVeSettings) -> Iterator[tuple[str, str]]:
    user = machine.user
    if not user.is_root:
        raise NotInstallable(
            f"{machine.hostname}: remote_access.first_contact.user: Proxmox VE's installer makes "
            f"no user {user.name}; let homelab come in as root first"
        )
    yield "keyboard", _toml("en-us")
    yield "country", _toml(settings.country)
    yield "fqdn", _toml(f"{machine.hostname}.{machine.domain or 'home.arpa'}")
    yield "mailto", _toml(settings.mailto)
    yield "timezone", _toml(machine.timezone)
    # It wants a password; without a declared one, root has one that nobody knows.
    password = user.password or sha512_crypt(secrets.token_urlsafe(32))
    yield "root-password-hashed", _toml(password)
    yield "root-ssh-keys", _toml(list(user.keys))


def _network(host: str, machine: Installation) -> Iterator[tuple[str, str]]:
    network = machine.network
    if network is None:
        yield "source", _toml("from-dhcp")
        return
    for name, value in (("gateway", network.gateway), ("dns", network.dns)):
        if not value:
            raise NotInstallable(
                f"{host}: network.{name}: Proxmox VE's installer wants one with a static address; "
                "declare it"
            )
    if machine.mac is None:
        raise NotInstallable(
            f"{host}: host_os.install.mac: Proxmox VE's installer knows cards by their MAC; "
            "declare it"
        )
    yield "source", _toml("from-answer")
    yield "cidr", _toml(f"{network.address}/{network.prefix}")
    yield "gateway", _toml(network.gateway)
    yield "dns", _toml(network.dns[0])
    yield "filter.ID_NET_NAME_MAC", _toml(f"*{machine.mac.replace(':', '')}")


def _disk(host: str, machine: Installation) -> Iterator[tuple[str, str]]:
    wish = machine.wish
    if wish.layout == "plain":
        raise NotInstallable(
            f"{host}: host_os.install.layout: Proxmox VE keeps its guests in LVM; leave it out"
        )
    yield "filesystem", _toml("ext4")
    if wish.disk.startswith("/dev/disk/"):
        yield "filter.DEVLINKS", _toml(f"*{wish.disk}*")
    else:
        yield "disk-list", _toml([wish.disk.removeprefix("/dev/")])
    yield "lvm.swapsize", _toml((wish.swap or 0) / GIB)
    for volume in wish.every_volume:
        if volume.path not in MAX:
            raise NotInstallable(
                f"{host}: host_os.install.volumes: Proxmox VE's installer makes no {volume.path}; "
                f"it knows {' and '.join(MAX)}"
            )
        if volume.size:
            yield MAX[volume.path], _toml(volume.size / GIB)


def _underscored(keys: dict[str, str]) -> dict[str, str]:
    return {key.replace("-", "_"): value for key, value in keys.items()}


def _toml(value: Any) -> str:  # noqa: ANN401 - a text, a number or a list of texts
    """A value as TOML has it, which for these is as JSON has it."""
    return json.dumps(value, ensure_ascii=False)
