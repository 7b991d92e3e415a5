"""The lab's certificate authority: Pebble, which speaks ACME as Let's Encrypt does.

It believes what its nodes' names lead to by its own file of hosts, as no DNS knows them; records
of dns-01 it asks for like any machine, by the name server that it is given.
"""

import ssl
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.build import build_on
from homelab.lab.images.recipe import folder_digest, recipe_for
from homelab.lab.images.store import have_bare, have_kept
from homelab.lab.making import Progress
from homelab.lab.names import LAB_LABEL
from homelab.lab.networks import have_networks
from homelab.lab.wishes import System

CONTEXT = Path(__file__).parent / "images" / "authority"
BASE: System = "debian-13"
HOST = 9
"""Its host number: nodes begin behind it."""

ACME_PORT, MANAGEMENT_PORT = 14000, 15000
START_SECONDS = 30.0


@dataclass(frozen=True)
class Authority:
    """Where it is asked, and the roots in PEM by which it and what it signs are known."""

    directory: str
    roots: str


def certify(
    lab: str,
    names: Mapping[str, str],
    report: Progress,
    resolver: str | None = None,
    lifetime_seconds: int | None = None,
) -> Authority:
    """The authority, which stands afterwards and knows the address of each of NAMES.

    RESOLVER is the address of the name server that it asks; LIFETIME_SECONDS that of what it
    issues, years unless said otherwise, and fixed once it stands.
    """
    container = f"homelab-authority-{lab}"
    if docker.run(["container", "inspect", container]).returncode != 0:
        _create(lab, container, report, lifetime_seconds)
    docker.ask("start", container)
    lines = "".join(f"{address}\t{name}\n" for name, address in names.items())
    _write(container, "/etc/hosts", f"127.0.0.1\tlocalhost\n{lines}")
    if resolver is not None:
        _write(container, "/etc/resolv.conf", f"nameserver {resolver}\n")
    (loopback, *_) = docker.lines("port", container, f"{MANAGEMENT_PORT}/tcp")
    root = _root(loopback)
    own = docker.ask("exec", container, "cat", "/pebble/cert.pem")
    address, _ = have_networks(lab).management_subnet.addresses(HOST)
    return Authority(f"https://{address}:{ACME_PORT}/dir", f"{own.strip()}\n{root.strip()}\n")


def _write(container: str, path: str, text: str) -> None:
    """Docker mounts these files, so they are written in place."""
    docker.ask("exec", "--interactive", container, "sh", "-c", f"cat >{path}", stdin=text)


def _create(lab: str, container: str, report: Progress, lifetime_seconds: int | None) -> None:
    digest = folder_digest(CONTEXT, recipe_for(BASE).base_digest)
    image = f"homelab-authority:{digest}"
    have_kept("authority", digest, image, lambda: build_on(have_bare(BASE), CONTEXT, image), report)
    networks = have_networks(lab)
    ipv4, ipv6 = networks.management_subnet.addresses(HOST)
    argv = ["create", "--name", container, "--label", f"{LAB_LABEL}={lab}", "--restart", "always"]
    argv += ["--publish", f"127.0.0.1::{MANAGEMENT_PORT}"]
    argv += ["--network", networks.management, "--ip", str(ipv4), "--ip6", str(ipv6)]
    argv += ["--env", f"LIFETIME_SECONDS={lifetime_seconds or 0}"]
    docker.ask(*argv, image)


def _root(at: str) -> str:
    """The root of what it signs, which is new whenever it starts."""
    unverified = ssl._create_unverified_context()  # noqa: S323, SLF001 - this machine's loopback
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(
                f"https://{at}/roots/0", timeout=2, context=unverified
            ) as f:
                return str(f.read().decode())
        except OSError as error:
            if time.monotonic() > deadline:
                raise LabError(f"the lab's authority at {at} gives no answer: {error}") from None
        time.sleep(0.2)
