"""A lab on this machine, with checks of its own; and one on real nodes, set up by homelab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from support.rehearsed import SECURE, Rehearsed, standing

from homelab.model import load
from homelab.model.lab import Lab
from homelab.result import Outcome

HERE_AND_NOWHERE = """
homelab = ["@local", ("nowhere", {"ssh_hostname": "127.0.0.2", "ssh_port": 1})]
"""
DOOR = 'pytest_plugins = ["homelab.verify.plugin"]\n'

TWO_NODES = 'nodes = ["gateway", "storage"]\nbookworm = ["storage"]\n'
WISHES = """
firewall = {"provider": "ufw", "allow": [{"port": 9100}, {"port": 9200, "source": "192.0.2.0/24"}]}
"""

MakeLab = Callable[[str], Lab]


@pytest.fixture
def local_lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeLab:
    """A lab of this machine and one that doesn't answer, with a file of checks."""
    monkeypatch.chdir(tmp_path)

    def make(checks: str) -> Lab:
        (tmp_path / "inventory.py").write_text(HERE_AND_NOWHERE)
        (tmp_path / "checks").mkdir()
        (tmp_path / "checks" / "conftest.py").write_text(DOOR)
        (tmp_path / "checks" / "test_mine.py").write_text(checks)
        return load(tmp_path / "inventory.py")

    return make


@pytest.fixture(scope="package")
def two_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """Real nodes with remote access and a firewall, as homelab sets them up."""
    with standing(tmp_path_factory.mktemp("verify"), TWO_NODES, SECURE + WISHES) as rehearsed:
        with chdir(rehearsed.root):
            results = rehearsed.load().apply()
        failed = [r for r in results if r.outcome is Outcome.FAILED]
        assert failed == []
        yield rehearsed


@pytest.fixture
def nodes(two_nodes: Rehearsed, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """The nodes, with the lab's folder as the current one."""
    monkeypatch.chdir(two_nodes.root)
    return two_nodes
