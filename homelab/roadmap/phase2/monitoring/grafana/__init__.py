"""Grafana: shows the lab's figures on dashboards, those that its services offer."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, Dashboard, Metrics, Offer
from homelab.roadmap.phase2.monitoring.grafana.settings import GrafanaSettings
from homelab.roadmap.phase2.monitoring.offers import web_page

__all__ = ["PROVIDER"]

PORT = 3000


def offers(node: Node[GrafanaSettings]) -> Iterator[Offer]:
    """Its name, its own figures, and the dashboard of checkpoints."""
    yield Metrics(PORT)
    yield BackupPath(volume="data")
    yield Dashboard("Checkpoints", node.folder / "dashboard.json")
    yield from web_page(node, PORT, "/api/health")


PROVIDER = Provider(
    settings=GrafanaSettings,
    upstream="https://grafana.com/docs/grafana/latest/administration/provisioning/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
    untried="no package registry has Grafana, so it never ran here: its files are checked, and the "
    "queries of its dashboards are answered by a real Prometheus",
)
