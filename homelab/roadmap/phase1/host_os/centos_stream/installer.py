"""CentOS's installer (Anaconda), told by a kickstart file."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.contract import Node
from homelab.media.medium import BASE, Boot, Medium
from homelab.roadmap.phase1.host_os.centos_stream.settings import CentosStreamSettings
from homelab.roadmap.phase1.host_os.installing import Installation, described

__all__ = ["medium"]

KICKSTART = "ks.cfg"
MIRROR = "http://mirror.stream.centos.org"
MIB = 1024**2
USAGE = """\
Boot CentOS Stream's image and add to the kernel's command line:

    inst.ks=http://…/{host}/ks.cfg

Without a network, put `ks.cfg` on a volume that is labelled `OEMDRV`."""


def medium(node: Node[CentosStreamSettings]) -> Medium:
    """The kickstart file, and the kernel's words that lead to it."""
    machine, settings = described(node), node.settings
    mirror = machine.wish.mirror or f"{MIRROR}/{settings.release}-stream"
    user = machine.user
    text = node.render(
        f"{KICKSTART}.j2",
        within="install",
        machine=machine,
        mirror=mirror,
        disk=machine.wish.disk.removeprefix("/dev/"),
        network=list(_network(machine)),
        people=list(_people(machine)),
        partitions=list(_partitions(machine)),
        sudoer=user.name if not user.is_root and user.password is None else None,
    )
    images = f"{mirror}/BaseOS/x86_64/os/images/pxeboot"
    return Medium(
        system=settings.called,
        files={KICKSTART: text},
        mac=machine.mac,
        boot=Boot(
            kernel=f"{images}/vmlinuz",
            initrd=(f"{images}/initrd.img",),
            arguments=tuple(_arguments(node.name, machine, mirror)),
        ),
        usage=USAGE.format(host=node.name),
    )


def _arguments(host: str, machine: Installation, mirror: str) -> Iterator[str]:
    """What the installer must know before it has the network that brings it the file."""
    yield f"inst.ks={BASE}/{host}/{KICKSTART}"
    yield f"inst.repo={mirror}/BaseOS/x86_64/os/"
    network = machine.network
    if network is None:
        yield "ip=dhcp"
        return
    words = (network.address, "", network.gateway, machine.netmask, machine.hostname)
    yield f"ip={':'.join(word or '' for word in words)}:{machine.interface}:none"
    yield from (f"nameserver={server}" for server in network.dns)
    if machine.mac:
        yield f"ifname={machine.interface}:{machine.mac}"


def _network(machine: Installation) -> Iterator[str]:
    name = ".".join(filter(None, (machine.hostname, machine.domain)))
    # The card by its MAC where that is known, as the name may be another once it is installed.
    card = machine.mac or machine.interface or "link"
    network = machine.network
    if network is None:
        yield f"network --bootproto=dhcp --device={card} --activate --hostname={name}"
        return
    words = [f"network --bootproto=static --device={card} --activate --ip={network.address}"]
    words.append(f"--netmask={machine.netmask}")
    if network.gateway:
        words.append(f"--gateway={network.gateway}")
    if network.dns:
        words.append(f"--nameserver={','.join(network.dns)}")
    yield " ".join([*words, f"--hostname={name}"])


def _people(machine: Installation) -> Iterator[str]:
    user = machine.user
    password = f"--iscrypted {user.password}" if user.password else "--lock"
    if user.is_root:
        yield f"rootpw {password}"
    else:
        yield "rootpw --lock"
        given = f"--iscrypted --password={user.password}" if user.password else "--lock"
        yield f"user --name={user.name} --groups=wheel {given}"
    for key in user.keys:
        words = " ".join(key.split()[:2])
        yield f'sshkey --username={user.name} "{words}"'


def _partitions(machine: Installation) -> Iterator[str]:
    """Partitions or logical volumes, in MiB."""
    wish = machine.wish
    is_lvm = wish.layout == "lvm"
    if is_lvm:
        disk = wish.disk.removeprefix("/dev/")
        yield f"part pv.01 --size=1024 --grow --ondisk={disk}"
        yield "volgroup system pv.01"
    for path, size in [("swap", wish.swap or 0), *((v.path, v.size) for v in wish.every_volume)]:
        if size == 0:
            continue
        room = f"--size={size // MIB}" if size else "--size=4096 --grow"
        kind = "swap" if path == "swap" else "xfs"
        if is_lvm:
            name = path.strip("/").replace("/", "-") or "root"
            yield f"logvol {path} --fstype={kind} --name={name} --vgname=system {room}"
        else:
            disk = wish.disk.removeprefix("/dev/")
            yield f"part {path} --fstype={kind} {room} --ondisk={disk}"
