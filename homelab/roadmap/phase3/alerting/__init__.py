"""Alerting: logs in one place, and a message to a person when something is wrong."""

from homelab.contract import ANY, Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Advanced Monitoring & Logging",
    steps=(
        "Deploy Alertmanager, configure routing and receivers (Discord, email)",
        "Deploy Loki, Promtail/Fluentd for log aggregation",
        "Integrate logging with Grafana",
        "Create specific alerting rules in Prometheus",
    ),
    estimate=hours(4, 10),
    choose=ANY,
    after=("monitoring",),
    milestone="Centralized Logging and Alerting Active",
    checkpoints=(
        "Test alert delivery via Alertmanager to configured receivers",
        "Verify logs are aggregated in Loki and searchable in Grafana",
    ),
    optional=True,
)
