"""Two nodes with all that a fault can be made of: containers, names, VPN, certificates, copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir

import pytest
from roadmap.phase2.conftest import ALPHA, EVERYWHERE, GATEWAY, INVENTORY
from support.rehearsed import Rehearsed, standing

from homelab.result import ExitCode, exit_code

NAMES = """
dns = {"provider": "dnsmasq", "domain": "lab.example"}
vpn = {"provider": "wireguard", "peers": {"phone": {}}}
"""
ASKING = """
network = {
    "provider": "systemd_networkd",
    "interface": "eth1",
    "address": "198.51.100.2/24",
    "dns": ["192.0.2.1"],
}
"""


@pytest.fixture(scope="package")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """The nodes, applied, with a copy of what alpha keeps."""
    root = tmp_path_factory.mktemp("diagnose")
    (root / "group_data").mkdir()
    (root / "group_data" / "gateway.py").write_text(GATEWAY.format(proxy="caddy") + NAMES)
    (root / "group_data" / "alpha.py").write_text(ALPHA + ASKING)
    with standing(root, INVENTORY, EVERYWHERE) as lab, chdir(root):
        results = lab.load().apply()
        assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]
        lab.run("alpha", "echo precious > /var/lib/docker/volumes/pages_data/_data/index.html")
        lab.run("alpha", "homelab-backup backup && homelab-backup drill")
        yield lab
