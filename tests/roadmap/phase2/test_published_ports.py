"""What containers publish obeys each firewall, also one that comes while the engine runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir

import pytest
from support.rehearsed import Rehearsed, standing

from homelab.result import ExitCode, Outcome, exit_code
from homelab.verify import verify

pytestmark = [pytest.mark.lab, pytest.mark.slow]
INVENTORY = """
nodes = [("gateway", {"ssh_hostname": "192.0.2.1"}), ("beside", {"ssh_hostname": "192.0.2.2"})]
gateway = ["gateway"]
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
"""
GATEWAY = """
firewall = {{"provider": "{firewall}"}}
container_platform = {{"provider": "docker"}}
"""
ANEW = "for u in firewalld homelab-firewall ufw docker; do systemctl try-restart $u; done"


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """A node with the engine, and another one to look from."""
    with standing(tmp_path_factory.mktemp("published"), INVENTORY, EVERYWHERE) as lab:
        yield lab


@pytest.mark.parametrize("firewall", ["nftables", "firewalld", "ufw"])
def test_published_ports_obey(nodes: Rehearsed, firewall: str) -> None:
    """The first one comes before the engine, the others take its place beside it."""
    (nodes.root / "group_data" / "gateway.py").write_text(GATEWAY.format(firewall=firewall))
    with chdir(nodes.root):  # pyinfra's rule: the current folder's group data counts too
        lab = nodes.load()
    applied = lab.apply()
    assert exit_code(applied) is ExitCode.OK, [r for r in applied if r.detail]

    for moment in ("as applied", "started anew"):
        found = verify(lab, hosts=["gateway"], tasks=["firewall", "container_platform"]).results
        bad = [f"{moment}: {r.name}: {r.detail}" for r in found if r.outcome is not Outcome.GOOD]
        assert bad == []
        nodes.run("gateway", ANEW)

    assert {r.outcome for r in lab.apply()} == {Outcome.UNCHANGED}
