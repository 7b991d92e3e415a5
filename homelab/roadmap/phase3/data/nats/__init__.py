"""NATS: a message queue in one small program, which keeps streams too."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import BackupPath, Offer, OpenPort
from homelab.roadmap.phase3.data.nats.settings import NatsSettings

__all__ = ["PROVIDER"]


def offers(node: Node[NatsSettings]) -> Iterator[Offer]:
    """The port that clients call, and the streams that it keeps."""
    yield OpenPort(node.settings.port, source=node.settings.source, comment="NATS")
    if node.settings.jetstream:
        yield BackupPath(volume="data")


PROVIDER = Provider(
    settings=NatsSettings,
    upstream="https://docs.nats.io/running-a-nats-service/configuration",
    offers=offers,
    systems=("debian-13",),  # Docker, offline
)
