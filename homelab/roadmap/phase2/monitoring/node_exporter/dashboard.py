"""What the figures of nodes look like."""

from __future__ import annotations

from homelab.dashboards.panels import board, graph, number, share

__all__ = ["DASHBOARD"]

REAL = 'fstype!="tmpfs"'

DASHBOARD = board(
    "Nodes",
    share(
        "Processors in use",
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
    ),
    share(
        "Memory in use",
        "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
    ),
    share(
        "Disk in use",
        f"1 - node_filesystem_avail_bytes{{{REAL}}} / node_filesystem_size_bytes{{{REAL}}}",
        "{{instance}} {{mountpoint}}",
    ),
    *(
        graph(
            title,
            "binBps",
            f'rate(node_network_{way}_bytes_total{{device!="lo"}}[$__rate_interval])',
            "{{instance}} {{device}}",
        )
        for title, way in (("Received", "receive"), ("Sent", "transmit"))
    ),
    number("Up for", "s", "node_time_seconds - node_boot_time_seconds"),
)
