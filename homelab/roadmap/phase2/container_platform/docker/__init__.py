"""Docker: one engine a node, and Compose to describe what it runs."""

from homelab.contract import Provider
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=DockerSettings,
    upstream="https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file",
    systems=("debian-13",),  # Debian 12 has no Compose v2
)
