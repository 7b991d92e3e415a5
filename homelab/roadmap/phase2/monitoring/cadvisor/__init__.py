"""cAdvisor: figures of each container on its node, of its processors, memory and network."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Dashboard, Metrics, Offer
from homelab.roadmap.phase2.monitoring.cadvisor.settings import CadvisorSettings

__all__ = ["PROVIDER"]


def offers(node: Node[CadvisorSettings]) -> Iterator[Offer]:
    """Its figures, and what they look like."""
    yield Metrics(8080, published=node.settings.port)
    yield Dashboard("Containers", node.folder / "dashboard.json")


PROVIDER = Provider(
    settings=CadvisorSettings,
    upstream="https://github.com/google/cadvisor/blob/master/docs/running.md",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
