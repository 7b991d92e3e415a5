"""Prometheus: reads the figures of the whole lab, keeps them, and judges them by rules."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import AlertRule, BackupPath, Metrics, MetricsStore, Offer
from homelab.roadmap.phase2.monitoring.offers import web_page
from homelab.roadmap.phase2.monitoring.prometheus.settings import PrometheusSettings

__all__ = ["PROVIDER"]

PORT = 9090


def offers(node: Node[PrometheusSettings]) -> Iterator[Offer]:
    """The store, its own figures, and the rule that whatever is read answers."""
    yield MetricsStore(PORT)
    yield Metrics(PORT)
    yield BackupPath(volume="data")
    yield AlertRule(
        "TargetDown",
        "up == 0",
        "{{ $labels.job }} on {{ $labels.instance }} gives no figures",
        severity="critical",
    )
    yield from web_page(node, PORT, "/-/healthy")


PROVIDER = Provider(
    settings=PrometheusSettings,
    upstream="https://prometheus.io/docs/prometheus/latest/configuration/configuration/",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
    exempt={"two_hosts_stay_apart": "what it reads is the figures of the whole lab"},
)
