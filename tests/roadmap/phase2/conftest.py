"""Two nodes with Docker and one front door, taken from bare to services by homelab."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir

import pytest
from support.rehearsed import Rehearsed, standing

from homelab.result import ExitCode, exit_code

INVENTORY = """
nodes = [("gateway", {"ssh_hostname": "192.0.2.1"}), ("alpha", {"ssh_hostname": "192.0.2.2"})]
gateway = ["gateway"]
alpha = ["alpha"]
"""
EVERYWHERE = """
host_os = {"provider": "debian", "security_upgrades": False}
remote_access = {
    "provider": "openssh",
    "admin": {
        "name": "ada",
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"
        ],
    },
}
firewall = {"provider": "ufw"}
container_platform = {"provider": "docker"}
tls = {"provider": "acme", "domains": ["lab.example"]}
"""

ASKED = "wget -q -O - http://127.0.0.1:8000/index.html"
PROOF = f"[ $(ls /sys/class/net) = lo ] && {ASKED} | grep -q precious"
"""It serves what it should, and has no network to serve it to anybody else."""

ALPHA = """
services = {
    "far": {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {"host": "far.lab.example", "port": 80, "published": 8081},
        "volumes": ["data:/data"],
    },
    "pages": {
        "image": "docker.io/library/caddy:2.11.7",
        "command": ["caddy", "file-server", "--root", "/data", "--listen", ":8000"],
        "cap_add": ["NET_BIND_SERVICE"],  # its image insists on it
        "volumes": ["data:/data", "cache:/cache"],
        "healthcheck": {"test": "test ! -e /data/poison", "interval": "1s", "retries": 2},
        "backup": [{"volume": "data", "proof": PROOF}],
        "expendable": {"cache": "it is made again"},
    },
}
backup = {"provider": "restic", "paths": ["/etc/ssh"]}
""".replace("PROOF", repr(PROOF))
GATEWAY = """
reverse_proxy = {{"provider": "{proxy}"}}
services = {{
    "whoami": {{
        "image": "docker.io/traefik/whoami:v1.11.0",
        "route": {{"host": "whoami.lab.example", "port": 80}},
    }},
}}
"""


@pytest.fixture(scope="package")
def front_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """The nodes, with a service on each; the one on alpha is entered by the gateway too."""
    root = tmp_path_factory.mktemp("front-door")
    (root / "group_data").mkdir()
    (root / "group_data" / "gateway.py").write_text(GATEWAY.format(proxy="caddy"))
    (root / "group_data" / "alpha.py").write_text(ALPHA)
    with standing(root, INVENTORY, EVERYWHERE) as lab:
        with chdir(root):  # pyinfra's rule: the current folder's group data counts too
            results = lab.load().apply()
        assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]
        lab.run("alpha", "echo precious > /var/lib/docker/volumes/pages_data/_data/index.html")
        yield lab


@pytest.fixture
def lab(front_door: Rehearsed, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """The lab; a test may change its wishes and puts them back."""
    monkeypatch.chdir(front_door.root)
    return front_door
