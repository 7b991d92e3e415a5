"""blackbox_exporter: calls every name of the lab as a visitor does, and measures the answer."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import AlertRule, Dashboard, Metrics, Offer, Prober
from homelab.roadmap.phase2.monitoring.blackbox_exporter.settings import BlackboxExporterSettings

__all__ = ["PROVIDER"]

PORT = 9115


def offers(node: Node[BlackboxExporterSettings]) -> Iterator[Offer]:
    """Its own figures, the way to have names called, and what of that somebody should hear of."""
    days = node.settings.certificate_days
    yield Metrics(PORT, published=node.settings.port)
    yield Prober("/probe")
    yield Dashboard("Names", node.folder / "dashboard.json")
    yield AlertRule(
        "NameDoesNotAnswer",
        "probe_success == 0",
        "{{ $labels.instance }} doesn't answer",
        severity="critical",
    )
    yield AlertRule(
        "CertificateExpires",
        f"probe_ssl_earliest_cert_expiry - time() < {days} * 86400",
        "The certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}",
        duration="1h",
    )


PROVIDER = Provider(
    settings=BlackboxExporterSettings,
    upstream="https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
