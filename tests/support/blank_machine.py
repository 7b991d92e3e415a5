"""A machine with an empty disk, on a network of its own whose router gives addresses.

It is emulated (QEMU), and boots by the network with the iPXE that QEMU's cards have.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

__all__ = ["HOMELAB", "IMAGES", "Room", "missing", "room"]

IMAGES = Path("/usr/lib/debian-installer/images/12/amd64/text/debian-installer/amd64")
"""Debian's installer, of the package debian-installer-12-netboot-amd64."""
HOMELAB = str(Path(sys.executable).with_name("homelab"))
MAC = "52:54:00:12:34:56"


def missing() -> str:
    """What isn't here for it; empty where all is."""
    programs = ("ip", "qemu-system-x86_64", "dnsmasq")
    lacking = [name for name in programs if shutil.which(name) is None]
    lacking += [str(path) for path in (IMAGES, Path("/usr/lib/ipxe")) if not path.is_dir()]
    return ", ".join([*lacking, *(["root"] if os.geteuid() else [])])


class Room:
    """A network namespace with a bridge, 10.77.0.2, and a router's beside it, 10.77.0.1."""

    def __init__(self, stack: ExitStack, logs: Path) -> None:
        self.name = f"hl-media-{os.getpid()}"
        self.stack, self.logs = stack, logs

    def start(self, name: str, *argv: str, at: str = "") -> Path:
        """Start a program in the room (or AT its router's); the file of what it says."""
        log = self.logs / f"{name}.log"
        words = ["ip", "netns", "exec", f"{self.name}{at}", *argv]
        file = self.stack.enter_context(log.open("w"))
        process = subprocess.Popen(words, stdout=file, stderr=file)
        self.stack.callback(process.wait, 30)
        self.stack.callback(process.terminate)
        return log

    def boot(self, disk: Path) -> None:
        """Start a machine with an empty DISK, which it boots by if it can, else by the network."""
        with disk.open("w") as file:
            file.truncate(20 * 1000**3)
        self.start(
            "machine",
            *("qemu-system-x86_64", "-accel", "tcg,thread=multi", "-smp", "2", "-m", "1024"),
            *("-display", "none", "-boot", "cn"),
            *("-drive", f"file={disk},if=virtio,format=raw"),
            *("-netdev", "tap,id=net,ifname=tap0,script=no,downscript=no"),
            *("-device", f"virtio-net-pci,netdev=net,mac={MAC}"),
        )


@contextmanager
def room(logs: Path) -> Iterator[Room]:
    """A room of its own; what was started in it ends with it."""
    with ExitStack() as stack:
        made = Room(stack, logs)
        for name in (made.name, f"{made.name}-r"):
            _run(f"ip netns add {name}")
            stack.callback(_run, f"ip netns del {name}")
        for line in _layout(made.name):
            _run(line)
        made.start(
            "router",
            *("dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--log-facility=-"),
            *("--pid-file=", "--leasefile-ro", "--port=0", "--interface=in", "--bind-interfaces"),
            *("--dhcp-range=10.77.0.100,10.77.0.150",),
            at="-r",
        )
        yield made


def _layout(name: str) -> Iterator[str]:
    yield f"ip -n {name} link set lo up"
    yield f"ip -n {name} link add br0 type bridge"
    yield f"ip -n {name} address add 10.77.0.2/24 dev br0"
    yield f"ip -n {name} link set br0 up"
    yield f"ip -n {name} link add out type veth peer name in netns {name}-r"
    yield f"ip -n {name} link set out master br0 up"
    yield f"ip -n {name}-r address add 10.77.0.1/24 dev in"
    yield f"ip -n {name}-r link set in up"
    yield f"ip netns exec {name} ip tuntap add tap0 mode tap"
    yield f"ip -n {name} link set tap0 master br0 up"


def _run(line: str) -> None:
    subprocess.run(line.split(), check=True)
