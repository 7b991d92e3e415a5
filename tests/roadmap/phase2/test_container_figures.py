"""The figures of containers come to their dashboard, by a stand-in for cAdvisor's program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import chdir

import pytest
from support.figures import empty_panels, query
from support.rehearsed import Rehearsed, standing

from homelab.result import ExitCode, Outcome, exit_code
from homelab.roadmap import registry
from homelab.verify import verify
from roadmap.phase2.conftest import EVERYWHERE

pytestmark = [pytest.mark.lab, pytest.mark.slow]

INVENTORY = """
nodes = [("gateway", {"ssh_hostname": "192.0.2.1"}), ("alpha", {"ssh_hostname": "192.0.2.2"})]
gateway = ["gateway"]
"""
MEASURED = """
monitoring = {"cadvisor": {"repository": "docker.io/cadvisor/cadvisor"}}
"""
STORE = 'monitoring = {"prometheus": {"scrape_interval": "2s"}}\n'


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """Two nodes whose containers are measured, by a store on one of them."""
    root = tmp_path_factory.mktemp("measured")
    (root / "group_data").mkdir()
    (root / "group_data" / "gateway.py").write_text(STORE)
    wishes = "\n".join(each for each in EVERYWHERE.splitlines() if not each.startswith("tls"))
    with standing(root, INVENTORY, wishes + MEASURED) as nodes, chdir(root):
        results = nodes.load().apply()
        assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]
        yield nodes


def test_every_container_of_both_nodes_is_measured(lab: Rehearsed) -> None:
    results = verify(lab.load(), tasks=["monitoring"]).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    found = query(lab, 'container_memory_working_set_bytes{name!=""}')
    assert {(each["metric"]["instance"], each["metric"]["name"]) for each in found} == {
        ("alpha", "cadvisor"),
        ("gateway", "cadvisor"),
        ("gateway", "prometheus"),
    }


def test_every_panel_shows_data(lab: Rehearsed) -> None:
    folder = registry.provider("monitoring", "cadvisor").folder
    assert empty_panels(lab, folder / "dashboard.json") == set()
