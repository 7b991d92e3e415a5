"""Figures in Prometheus' text format."""

from __future__ import annotations

from collections import defaultdict

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

__all__ = ["read_figures"]


def read_figures(text: str) -> dict[str, list[Sample]]:
    """The samples of each name in TEXT; an empty list for any other name."""
    found: dict[str, list[Sample]] = defaultdict(list)
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found[sample.name].append(sample)
    return found
