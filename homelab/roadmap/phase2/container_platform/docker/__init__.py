"""Docker: one engine a node, and Compose to describe what it runs."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import ContainerNetwork, Offer
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings
from homelab.roadmap.phase2.container_platform.docker.volumes import volume_store

__all__ = ["PROVIDER"]


def offers(node: Node[DockerSettings]) -> Iterator[Offer]:
    """Where its containers call from, and where it keeps volumes, to whoever backs them up."""
    for pool in node.settings.default_address_pools:
        yield ContainerNetwork(pool.base)
    yield volume_store(node.settings)


PROVIDER = Provider(
    settings=DockerSettings,
    upstream="https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file",
    offers=offers,
    systems=("debian-13",),  # Debian 12 has no Compose v2
)
