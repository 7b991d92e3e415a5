"""Dashboards are what their sources say, and ask the store that Grafana is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from grafana_foundation_sdk.builders.dashboard import Dashboard
from ruamel.yaml import YAML

from homelab.dashboards.panels import STORE, as_json
from homelab.dashboards.providers import dashboards
from homelab.model import load
from homelab.roadmap.phase2.monitoring.grafana.workload import workload
from roadmap.phase2.conftest import EVERYWHERE, INVENTORY

WATCHED = """
reverse_proxy = {"provider": "caddy"}
monitoring = {
    "prometheus": {},
    "grafana": {"route": "grafana.lab.example"},
    "node_exporter": {},
}
"""
BOARDS = {path.parent.name: (path, made) for path, made in dashboards()}


@pytest.mark.parametrize("name", BOARDS)
def test_a_dashboard_is_what_its_source_says(name: str) -> None:
    path, made = BOARDS[name]
    assert path.read_text() == as_json(made), "run `python -m homelab.dashboards`"


@pytest.mark.parametrize("name", BOARDS)
def test_every_panel_asks_the_provisioned_store(name: str) -> None:
    made: Dashboard = BOARDS[name][1]
    for panel in json.loads(as_json(made))["panels"]:
        assert {target["datasource"]["uid"] for target in panel["targets"]} == {STORE}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What Grafana is given beside a store, in a lab with a measured node."""
    (tmp_path / "inventory.py").write_text(INVENTORY)
    (tmp_path / "group_data").mkdir()
    (tmp_path / "group_data" / "all.py").write_text(EVERYWHERE)
    (tmp_path / "group_data" / "gateway.py").write_text(WATCHED)
    monkeypatch.chdir(tmp_path)
    lab = load(Path("inventory.py"))
    return workload(lab.node("gateway", "monitoring", "grafana")).configs


def test_grafana_is_provisioned_with_the_store_of_its_node(files: dict[str, str]) -> None:
    said = YAML(typ="safe").load(files["/etc/grafana/provisioning/datasources/homelab.yaml"])
    (source,) = said["datasources"]
    assert (source["uid"], source["type"], source["isDefault"]) == (STORE, "prometheus", True)
    assert source["url"] == "http://prometheus:9090"


def test_grafana_is_provisioned_with_every_offered_dashboard(files: dict[str, str]) -> None:
    said = YAML(typ="safe").load(files["/etc/grafana/provisioning/dashboards/homelab.yaml"])
    (provider,) = said["providers"]
    folder = provider["options"]["path"]
    boards = [json.loads(text) for path, text in files.items() if path.startswith(f"{folder}/")]
    assert {board["title"] for board in boards} == {"Nodes", "Checkpoints"}
    assert len({board["uid"] for board in boards}) == len(boards)
