"""What the figures of names look like."""

from __future__ import annotations

from homelab.dashboards.panels import board, graph, number

__all__ = ["DASHBOARD"]

DASHBOARD = board(
    "Names",
    number("Answers", "bool_yes_no", "probe_success"),
    number("Certificate is good for", "s", "probe_ssl_earliest_cert_expiry - time()"),
    graph("Answers after", "s", "probe_duration_seconds"),
    graph("Status", "short", "probe_http_status_code"),
)
