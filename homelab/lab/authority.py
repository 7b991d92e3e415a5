"""The lab's certificate authority: Pebble, which speaks ACME as Let's Encrypt does.

It believes what its nodes' names lead to by its own file of hosts, as no DNS knows them.
"""

import ssl
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass

from homelab.lab import docker
from homelab.lab.containers import Helper
from homelab.lab.errors import LabError
from homelab.lab.networks import Networks

PEBBLE = Helper("authority", host=9, port=15000)
ACME_PORT = 14000
START_SECONDS = 30.0


@dataclass(frozen=True)
class Authority:
    """Where it is asked, and the roots in PEM by which it and what it signs are known."""

    directory: str
    roots: str


def certify(lab: str, networks: Networks, names: Mapping[str, str]) -> Authority:
    """The authority, which stands afterwards and knows the address of each of NAMES."""
    container = PEBBLE.stand(lab, networks)
    lines = "".join(f"{address}\t{name}\n" for name, address in names.items())
    hosts = f"127.0.0.1\tlocalhost\n{lines}"
    docker.ask("exec", "--interactive", container, "sh", "-c", "cat >/etc/hosts", stdin=hosts)
    root = _root(PEBBLE.published(lab))
    own = docker.ask("exec", container, "cat", "/pebble/cert.pem")
    directory = f"https://{PEBBLE.address(networks)}:{ACME_PORT}/dir"
    return Authority(directory, f"{own.strip()}\n{root.strip()}\n")


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
