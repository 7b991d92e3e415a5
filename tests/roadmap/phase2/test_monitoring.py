"""What a lab measures is read over its nodes, judged by rules, and missed when it is gone."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest
from support.figures import empty_panels, query
from support.rehearsed import Rehearsed, standing

from homelab import engine
from homelab.engine import Terms
from homelab.model import load
from homelab.offers import AlertRule, Offered
from homelab.report.prometheus import write_figures
from homelab.result import ExitCode, Outcome, exit_code
from homelab.roadmap import registry
from homelab.verify import verify
from roadmap.phase2.conftest import EVERYWHERE, INVENTORY

pytestmark = pytest.mark.lab

GATEWAY = """
reverse_proxy = {"provider": "caddy"}
monitoring = {
    "prometheus": {"scrape_interval": "2s", "route": "prometheus.lab.example"},
    "node_exporter": {},
    "blackbox_exporter": {},
}
"""
PAGE = "https://prometheus.lab.example/-/healthy"
ALPHA = 'monitoring = {"node_exporter": {}}\n'
TEXTFILES = "/var/lib/prometheus/node-exporter"
ONLY = Terms(tasks=frozenset({"monitoring"}))


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """Two nodes that are measured, by a store on one of them."""
    root = tmp_path_factory.mktemp("watched")
    (root / "group_data").mkdir()
    (root / "group_data" / "gateway.py").write_text(GATEWAY)
    (root / "group_data" / "alpha.py").write_text(ALPHA)
    with standing(root, INVENTORY, EVERYWHERE) as lab:
        with chdir(root):  # pyinfra's rule: the current folder's group data counts too
            results = lab.load().apply()
        assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]
        yield lab


@pytest.fixture
def lab(watched: Rehearsed, monkeypatch: pytest.MonkeyPatch) -> Rehearsed:
    """The lab, with its own folder as the current one."""
    monkeypatch.chdir(watched.root)
    return watched


def test_every_target_over_the_nodes_is_up(lab: Rehearsed) -> None:
    results = verify(lab.load(), tasks=["firewall", "container_platform", "monitoring"]).results
    assert [r for r in results if r.outcome is not Outcome.GOOD] == []
    found = {(one["metric"]["job"], one["metric"]["instance"]) for one in query(lab, "up == 1")}
    assert found == {
        ("blackbox_exporter", "gateway"),
        ("blackbox_exporter", PAGE),
        ("caddy", "gateway"),
        ("node_exporter", "alpha"),
        ("node_exporter", "gateway"),
        ("prometheus", "gateway"),
    }


def test_a_second_apply_changes_nothing(lab: Rehearsed) -> None:
    assert {r.outcome for r in lab.load().apply()} == {Outcome.UNCHANGED}


def test_figures_are_closed_to_others(lab: Rehearsed) -> None:
    gateway, alpha = (address(lab, name) for name in ("gateway", "alpha"))
    assert called(lab, "gateway", alpha) == "open"
    assert called(lab, "alpha", gateway) == "closed"


def test_what_stopped_is_named(lab: Rehearsed) -> None:
    lab.run("alpha", "systemctl stop prometheus-node-exporter; sleep 3")
    try:
        (result,) = verify(lab.load(), hosts=["gateway"], match="every_target").results
    finally:
        lab.run("alpha", "systemctl start prometheus-node-exporter")
    assert result.outcome is Outcome.BAD
    assert "node_exporter of alpha" in result.detail
    assert "node_exporter of gateway" not in result.detail


def test_a_certificate_that_expires_too_soon_is_named(lab: Rehearsed) -> None:
    longer = lab.wish('monitoring = {"blackbox_exporter": {"certificate_days": 9999}}')
    (result,) = verify(longer, hosts=["gateway"], match="about_to_expire").results
    assert result.outcome is Outcome.BAD
    assert PAGE in result.detail
    (now,) = verify(lab.wish(""), match="about_to_expire").results
    assert now.outcome is Outcome.GOOD, now.detail


def test_a_bad_rule_is_refused_with_the_name_of_who_offers_it(lab: Rehearsed) -> None:
    said = load(lab.inventory)
    rule = AlertRule("Hot", "temperature >", "It is hot")
    bad = Offered(rule, "gateway", "services", "oven")
    results = engine.apply(replace(said, offered=(*(said.offered or ()), bad)), ONLY)
    (failed,) = [r for r in results if r.outcome is Outcome.FAILED]
    assert "services.oven.rules.yml" in failed.name
    assert "unexpected end of input" in failed.detail
    assert query(lab, "prometheus_config_last_reload_successful")[0]["value"][1] == "1"
    assert {r.outcome for r in lab.load().apply(ONLY)} == {Outcome.UNCHANGED}


@pytest.mark.parametrize("provider", ["grafana", "node_exporter", "blackbox_exporter"])
def test_every_panel_shows_data(lab: Rehearsed, provider: str, tmp_path: Path) -> None:
    write_figures(verify(lab.load(), tasks=["monitoring"]).results, tmp_path / "homelab.prom")
    text = base64.b64encode((tmp_path / "homelab.prom").read_bytes()).decode()
    lab.run("gateway", f"echo {text} | base64 -d > {TEXTFILES}/homelab.prom")
    folder = registry.provider("monitoring", provider).folder
    assert empty_panels(lab, folder / "dashboard.json") == set()


def called(lab: Rehearsed, from_host: str, at: str) -> str:
    """Whether a node's figures answer another one."""
    call = f"timeout 3 bash -c '</dev/tcp/{at}/9100' 2>/dev/null && echo open || echo closed"
    return lab.run(from_host, call).strip()


def address(lab: Rehearsed, host: str) -> str:
    """Where the other nodes reach a node."""
    return str(next(node.ipv4 for node in lab.nodes.status() if node.name == host))
