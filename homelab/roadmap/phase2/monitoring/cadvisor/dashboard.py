"""What the figures of containers look like."""

from __future__ import annotations

from homelab.dashboards.panels import board, graph

__all__ = ["DASHBOARD"]

LEGEND = "{{instance}} {{name}}"
OWN = 'name!=""'

DASHBOARD = board(
    "Containers",
    graph(
        "Processors in use",
        "short",
        "sum by (instance, name) "
        f"(rate(container_cpu_usage_seconds_total{{{OWN}}}[$__rate_interval]))",
        LEGEND,
    ),
    graph("Memory in use", "bytes", f"container_memory_working_set_bytes{{{OWN}}}", LEGEND),
    graph(
        "Received",
        "binBps",
        "sum by (instance, name) "
        f"(rate(container_network_receive_bytes_total{{{OWN}}}[$__rate_interval]))",
        LEGEND,
    ),
    graph(
        "Sent",
        "binBps",
        "sum by (instance, name) "
        f"(rate(container_network_transmit_bytes_total{{{OWN}}}[$__rate_interval]))",
        LEGEND,
    ),
    graph("Running", "short", f"count by (instance) (container_last_seen{{{OWN}}})"),
)
