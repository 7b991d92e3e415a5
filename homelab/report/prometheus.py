"""Checkpoints as figures, in the text format that Prometheus and node_exporter read.

https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from homelab.result import Kind, Outcome, Result

__all__ = ["write_figures"]

LABELS = ("host", "task", "provider", "checkpoint", "outcome")
OUTCOMES = (Outcome.GOOD, Outcome.BAD, Outcome.UNKNOWN)


def write_figures(results: Iterable[Result], path: Path) -> None:
    """PATH holds, for every checkpoint and outcome, 1 where it came out so and 0 elsewhere.

    It is replaced as a whole, so nobody reads half of it.
    """
    registry = CollectorRegistry()
    asked = Gauge("homelab_checkpoint", "Whether it came out so.", LABELS, registry=registry)
    for result in results:
        for outcome in OUTCOMES if result.kind is Kind.CHECKPOINT else ():
            said = (result.host, result.task, result.provider, result.name, str(outcome))
            asked.labels(*said).set(result.outcome is outcome)
    at = Gauge("homelab_verified_timestamp_seconds", "When they were asked.", registry=registry)
    at.set_to_current_time()
    write_to_textfile(str(path), registry)
