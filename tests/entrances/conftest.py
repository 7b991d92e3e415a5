"""Three nodes alike, past first contact; each test entrance is given one of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from support.rehearsed import SECURE, Rehearsed, standing

from homelab.engine import Terms
from homelab.result import ExitCode, exit_code

REPOSITORY = Path(__file__).parents[2]
INVENTORY = 'nodes = ["node-a", "node-b", "node-c"]\n'
WISHES = """
hardware = {"provider": "declared", "cpu": {"cores": 1}}
host_os = {"provider": "debian", "timezone": "Europe/Vienna", "security_upgrades": False}
network = {"provider": "systemd_networkd", "interface": "eth1"}
firewall = {"provider": "ufw", "allow": [{"port": 8080, "comment": "package cache"}]}
"""


@pytest.fixture(scope="package")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """The lab, with secure access alone; everything else is for the entrances to make."""
    root = tmp_path_factory.mktemp("entrances")
    with standing(root, INVENTORY, SECURE + WISHES) as rehearsed:
        for folder in ("deploys", "checks"):
            shutil.copytree(REPOSITORY / folder, root / folder)
        with chdir(root):  # pyinfra's rule: the current folder's group data counts too
            access = rehearsed.load().apply(Terms(tasks=frozenset({"remote_access"})))
        assert exit_code(access) is ExitCode.OK, [r for r in access if r.detail]
        yield rehearsed
