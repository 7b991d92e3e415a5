"""Debian's own installer, told by a preseed file."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.media.medium import BASE, Boot, Medium
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings
from homelab.roadmap.phase1.host_os.installing import Installation, described

__all__ = ["medium"]

MIRROR = "http://deb.debian.org/debian"
PRESEED = "preseed.cfg"
MB = 1000**2
USAGE = """\
Boot Debian's installer, choose *Advanced options*, *Automated install*, and give it the address
that `preseed.cfg` is served at; or add to the kernel's command line:

    auto=true priority=critical url=http://…/{host}/preseed.cfg

Without a network, put the file into the installer's initrd (`preseed.cfg` at its root)."""


def medium(node: Node[DebianSettings]) -> Medium:
    """The preseed file, and the kernel's words that lead to it."""
    machine, settings = described(node), node.settings
    mirror = machine.wish.mirror or MIRROR
    scheme, _, rest = mirror.partition("://")
    server, _, path = rest.partition("/")
    text = node.render(
        f"{PRESEED}.j2",
        within="install",
        machine=machine,
        network=dict(_network(machine)),
        mirror={"scheme": scheme, "server": server, "path": f"/{path}".rstrip("/")},
        recipe=list(_recipe(machine)),
        late=list(_late(machine)),
    )
    images = f"{mirror}/dists/{settings.codename}/main/installer-amd64/current/images/netboot"
    return Medium(
        system=f"Debian {settings.number}",
        files={PRESEED: text},
        mac=machine.mac,
        boot=Boot(
            kernel=f"{images}/debian-installer/amd64/linux",
            initrd=(f"{images}/debian-installer/amd64/initrd.gz",),
            arguments=tuple(_arguments(node.name, machine)),
        ),
        usage=USAGE.format(host=node.name),
    )


def _arguments(host: str, machine: Installation) -> Iterator[str]:
    """What the installer must know before it has the network that brings it the file."""
    yield from ("auto=true", "priority=critical", f"url={BASE}/{host}/{PRESEED}")
    yield f"hostname={machine.hostname}"
    yield f"domain={machine.domain}"
    if machine.mac:
        yield f"BOOTIF=01-{machine.mac.replace(':', '-')}"
    yield from (f"{name}={value}" for name, (_, value) in _network(machine))


def _network(machine: Installation) -> Iterator[tuple[str, tuple[str, str]]]:
    """Netcfg's questions, each with its type and answer."""
    network = machine.network
    if network is None:
        return
    yield "netcfg/disable_autoconfig", ("boolean", "true")
    yield "netcfg/get_ipaddress", ("string", str(network.address))
    yield "netcfg/get_netmask", ("string", machine.netmask)
    yield "netcfg/get_gateway", ("string", network.gateway or "none")
    # Words on the kernel's command line end at a space, so that it is told of the best one.
    yield "netcfg/get_nameservers", ("string", next(iter(network.dns), ""))
    yield "netcfg/confirm_static", ("boolean", "true")


def _recipe(machine: Installation) -> Iterator[str]:
    """Partitions in partman's words: least, priority and most in MB, then what they are for.

    See /usr/share/doc/debian-installer/devel/partman-auto-recipe.txt of debian-installer.
    """
    wish = machine.wish
    lvm = "$lvmok{ } " if wish.layout == "lvm" else ""
    if wish.firmware == "uefi":
        yield "538 538 1075 fat32 $iflabel{ gpt } $reusemethod{ } method{ efi } format{ } ."
    else:
        yield "1 1 1 free $iflabel{ gpt } $reusemethod{ } method{ biosgrub } ."
    if lvm:
        yield (
            "1000 1000 1000 ext4 $defaultignore{ } method{ format } format{ } "
            "use_filesystem{ } filesystem{ ext4 } mountpoint{ /boot } ."
        )
    if wish.swap:
        size = wish.swap // MB
        yield f"{size} {size} {size} linux-swap {lvm}method{{ swap }} format{{ }} ."
    for volume in wish.every_volume:
        least = volume.size // MB if volume.size else 4000
        most = least if volume.size else -1
        name = f"lv_name{{ {volume.path.strip('/').replace('/', '-') or 'root'} }} " if lvm else ""
        yield (
            f"{least} {least} {most} ext4 {lvm}{name}method{{ format }} format{{ }} "
            f"use_filesystem{{ }} filesystem{{ ext4 }} mountpoint{{ {volume.path} }} ."
        )


def _late(machine: Installation) -> Iterator[str]:
    """Commands in the installed system: the first user's keys, and sudo without a password."""
    user = machine.user
    folder = f"{user.home}/.ssh"
    yield f"install -d -m 700 -o {user.name} -g {user.name} {folder}"
    for key in user.keys:
        words = " ".join(key.split()[:2])
        yield f"echo '{words}' >> {folder}/authorized_keys"
    yield f"chown {user.name}: {folder}/authorized_keys"
    yield f"chmod 600 {folder}/authorized_keys"
    if not user.is_root and user.password is None:
        rule = f"{user.name} ALL=(ALL) NOPASSWD:ALL"
        yield f"echo '{rule}' > /etc/sudoers.d/{user.name}"
        yield f"chmod 440 /etc/sudoers.d/{user.name}"
