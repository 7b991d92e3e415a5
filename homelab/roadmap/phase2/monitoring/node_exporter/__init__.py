"""node_exporter: a node's own figures, of its processors, memory, disks and networks."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import AlertRule, Dashboard, Metrics, Offer
from homelab.roadmap.phase2.monitoring.node_exporter.settings import NodeExporterSettings

__all__ = ["PROVIDER"]

DISK = 'node_filesystem_{}_bytes{{fstype!="tmpfs"}}'


def offers(node: Node[NodeExporterSettings]) -> Iterator[Offer]:
    """Its figures, and what of them somebody should hear of."""
    yield Metrics(node.settings.port, is_of_node=True)
    yield Dashboard("Nodes", node.folder / "dashboard.json")
    yield AlertRule(
        "DiskAlmostFull",
        f"{DISK.format('avail')} / {DISK.format('size')} < 0.1",
        "Less than a tenth of {{ $labels.mountpoint }} is free on {{ $labels.instance }}",
        duration="15m",
    )
    yield AlertRule(
        "MemoryAlmostFull",
        "node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes < 0.05",
        "Less than a twentieth of the memory is free on {{ $labels.instance }}",
        duration="15m",
    )


PROVIDER = Provider(
    settings=NodeExporterSettings,
    upstream="https://github.com/prometheus/node_exporter#collectors",
    offers=offers,
)
