"""One node: a container made, started and awaited."""

import io
import socket
import tarfile
import time
from dataclasses import dataclass
from ipaddress import IPv4Address

from homelab.lab import disks, docker
from homelab.lab.errors import LabError
from homelab.lab.firststart import FIRST_START, first_start, resume
from homelab.lab.names import HOST_LABEL, LAB_LABEL, NODE_LABEL, WISH_LABEL, container_name
from homelab.lab.networks import Networks
from homelab.lab.wishes import NodeWish

BOOT_SECONDS = 120.0
MACHINE_BOOT_SECONDS = 600.0
"""Its processor may be emulated."""
POLL_SECONDS = 0.3


@dataclass(frozen=True)
class Placed:
    """A wish with what the lab decided about it: its image and its host number in both networks."""

    wish: NodeWish
    host: int
    image: str
    is_new: bool
    """False from a snapshot: it has its identity and its way in already."""


def create(
    lab: str, placed: Placed, networks: Networks, flags: list[str], nameservers: tuple[str, ...]
) -> str:
    """A container, whole but not started: until its start it may be thrown away and made anew."""
    wish = placed.wish
    name = container_name(lab, wish.name)
    labels = {
        LAB_LABEL: lab,
        NODE_LABEL: wish.name,
        HOST_LABEL: str(placed.host),
        WISH_LABEL: wish.to_json(),
    }
    argv = ["create", "--name", name, "--hostname", wish.name, *flags]
    for key, value in labels.items():
        argv += ["--label", f"{key}={value}"]
    if wish.machine is None:
        argv += disks.attach(lab, name, placed.image)
    ipv4, ipv6 = networks.management_subnet.addresses(placed.host)
    docker.ask(
        *argv, "--network", networks.management, "--ip", str(ipv4), "--ip6", str(ipv6), placed.image
    )
    lan_ipv4, lan_ipv6 = networks.lan_subnet.addresses(placed.host)
    docker.ask(
        "network", "connect", "--ip", str(lan_ipv4), "--ip6", str(lan_ipv6), networks.lan, name
    )
    put(name, FIRST_START, first_start(wish, nameservers) if placed.is_new else resume())
    return name


def put(container: str, path: str, text: str) -> None:
    """A file in a container, running or not, for root's eyes only."""
    data = text.encode()
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        member = tarfile.TarInfo(path.removeprefix("/"))
        member.size = len(data)
        member.mode = 0o600
        tar.addfile(member, io.BytesIO(data))
    docker.ask_bytes("cp", "-", f"{container}:/", stdin=archive.getvalue())


def await_ready(container: str, wish: NodeWish, ipv4: IPv4Address) -> None:
    """The node has booted: systemd is done, eth0 is on the management network, sshd greets.

    sshd does so on its own port, which an apply may have moved. All nodes of a machine share its
    `fs.inotify.max_user_instances`; with 128, about the twenty-fifth begins to have failed units.
    """
    patience = BOOT_SECONDS if wish.machine is None else MACHINE_BOOT_SECONDS
    deadline = time.monotonic() + patience
    state = ""
    while time.monotonic() < deadline:
        asked = wish.inside(container, "systemctl", "is-system-running")
        state = docker.run(["exec", *asked]).stdout.strip()
        if state in ("running", "degraded") and ssh_greets(ipv4, _ssh_port(container, wish)):
            _check_interfaces(container, wish, ipv4)
            return
        time.sleep(POLL_SECONDS)
    raise LabError(
        f"{container} isn't ready after {patience:.0f} s "
        f"(systemd: {state or 'no answer'}); its journal ends:\n{tail(container, wish)}"
    )


def _ssh_port(container: str, wish: NodeWish) -> int:
    said = docker.run(["exec", *wish.inside(container, "sshd", "-T")]).stdout.splitlines()
    return next((int(line.split()[1]) for line in said if line.startswith("port ")), 22)


def ssh_greets(ipv4: IPv4Address, port: int = 22) -> bool:
    """An SSH server says its name there (RFC 4253, 4.2)."""
    try:
        with socket.create_connection((str(ipv4), port), timeout=1) as connection:
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


def _check_interfaces(container: str, wish: NodeWish, ipv4: IPv4Address) -> None:
    asked = wish.inside(container, "ip", "-o", "-4", "address", "show", "dev", "eth0")
    shown = docker.ask("exec", *asked)
    if f" {ipv4}/" not in shown:
        raise LabError(
            f"{container}: eth0 should be on the management network as {ipv4}, but is: {shown}"
        )


def tail(container: str, wish: NodeWish) -> str:
    """The end of the node's journal; of its console where it has no journal yet."""
    asked = wish.inside(container, "journalctl", "--no-pager", "--lines", "40")
    journal = docker.run(["exec", *asked])
    if journal.returncode == 0:
        return journal.stdout
    console = docker.run(["logs", "--tail", "40", container])
    return console.stdout + console.stderr
