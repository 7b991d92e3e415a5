"""Where Docker keeps the volumes of workloads, and how it takes part in their backups."""

from __future__ import annotations

from homelab.offers import VolumeStore
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings
from homelab.workload.compose import folder_of, volume_name
from homelab.workload.trial import trial_file, trial_name

__all__ = ["volume_store"]

WORKLOAD = "{workload}"
PATIENCE = 120
"""Seconds that a workload may take until it is healthy."""


def volume_store(settings: DockerSettings) -> VolumeStore:
    """Docker's own layout and commands."""
    compose = "docker compose --progress quiet --file"
    own = f"{compose} {folder_of(WORKLOAD)}/compose.yaml"
    alone = f"{compose} {trial_file(folder_of(WORKLOAD))}"
    return VolumeStore(
        folder=f"{settings.data_root}/volumes/{volume_name(WORKLOAD, '{volume}')}/_data",
        inside=f"docker exec {WORKLOAD} sh -c",
        stop=f"{own} stop",
        start=_started(own),
        begin_trial=_started(alone),
        inside_trial=f"docker exec {trial_name(WORKLOAD)} sh -c",
        end_trial=f"{alone} down --volumes --timeout 5",
    )


def _started(compose: str) -> str:
    """It is healthy; where it isn't in time, its last words are the reason."""
    up = f"{compose} up --detach --wait --wait-timeout {PATIENCE}"
    return f"{up} || (({compose} logs --tail 4 --no-color --no-log-prefix; exit 1) >&2)"
