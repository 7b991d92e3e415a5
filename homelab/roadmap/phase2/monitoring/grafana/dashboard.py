"""What `homelab verify --prometheus` said last."""

from __future__ import annotations

from homelab.dashboards.panels import board, graph, number

__all__ = ["DASHBOARD"]

DASHBOARD = board(
    "Checkpoints",
    number("By outcome", "short", "sum by (outcome) (homelab_checkpoint)", "{{outcome}}"),
    number("Asked last", "s", "time() - max(homelab_verified_timestamp_seconds)", "ago"),
    graph(
        "Good, by task",
        "percentunit",
        'sum by (task) (homelab_checkpoint{outcome="good"}) / sum by (task) (homelab_checkpoint)',
        "{{task}}",
    ),
    graph(
        "Bad or unknown, by node",
        "short",
        'sum by (host) (homelab_checkpoint{outcome!="good"})',
        "{{host}}",
    ),
    graph("What is measured", "short", "sum by (job) (up)", "{{job}}"),
)
