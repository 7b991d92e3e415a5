"""Checkpoints become figures that Prometheus' own reader understands."""

from __future__ import annotations

import time
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from homelab.report.prometheus import write_figures
from homelab.result import Kind, Outcome, Result

RESULTS = [
    Result("nas", "dns", "dnsmasq", 'It answers "a\nb".', Kind.CHECKPOINT, Outcome.GOOD),
    Result("nas", "firewall", "ufw", "It is on.", Kind.CHECKPOINT, Outcome.BAD),
    Result("nas", "", "", "can be reached", Kind.HOST, Outcome.UNKNOWN),
]


def test_each_checkpoint_is_one_where_it_came_out_so(tmp_path: Path) -> None:
    write_figures(RESULTS, tmp_path / "homelab.prom")
    found = list(text_string_to_metric_families((tmp_path / "homelab.prom").read_text()))
    said = {
        (sample.labels["task"], sample.labels["outcome"]): sample.value
        for family in found
        for sample in family.samples
        if family.name == "homelab_checkpoint"
    }
    assert said == {
        ("dns", "good"): 1,
        ("dns", "bad"): 0,
        ("dns", "unknown"): 0,
        ("firewall", "good"): 0,
        ("firewall", "bad"): 1,
        ("firewall", "unknown"): 0,
    }


def test_it_says_when_they_were_asked(tmp_path: Path) -> None:
    before = time.time()
    write_figures(RESULTS, tmp_path / "homelab.prom")
    lines = (tmp_path / "homelab.prom").read_text().splitlines()
    (said,) = [line for line in lines if line.startswith("homelab_verified_timestamp_seconds")]
    assert float(said.split()[1]) >= before
