"""Monitoring: hosts and containers are measured, and the figures can be looked at."""

from homelab.contract import ANY, Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Basic Monitoring Setup",
    steps=(
        "Deploy Prometheus & Grafana",
        "Deploy `node_exporter` on the host(s)",
        "Deploy `cAdvisor` (if using Docker) or rely on Kubelet metrics (Kubernetes)",
        "Configure Prometheus to scrape targets",
        (
            "Configure Grafana datasource and import basic dashboards (Node Exporter Full, "
            "Docker/Kubernetes views)"
        ),
    ),
    estimate=hours(3, 6),
    choose=ANY,
    after=("container_platform",),
    milestone="Basic System & Container Monitoring Active",
    checkpoints=("Check Prometheus targets are up and Grafana dashboards show data",),
)
