"""The same service on restored data, cut off from the rest, as a compose file beside its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from homelab.workload.compose import Project, ProjectFile, as_yaml
from homelab.workload.types import mount

__all__ = ["trial", "trial_file", "trial_name"]

SHARED = ("ports", "networks", "network_mode", "extra_hosts", "labels")
"""What would let others reach it, or it reach them."""


def trial_name(workload: str) -> str:
    """What the container of a trial is called."""
    return f"trial-{workload}"


def trial_file(folder: str) -> str:
    """Path of a trial's compose file, in the FOLDER of the workload's files."""
    return f"{folder}/trial.yaml"


def trial(made: Project, kept: Mapping[str, str]) -> ProjectFile:
    """MADE with those volumes for which KEPT has the folder on the node, as they were restored.

    They lie below the folder that the variable RESTORED says. Volumes that nobody backs up
    begin empty, and folders of the node can only be read.
    """
    name = trial_name(made.name)
    service = {key: value for key, value in made.service.items() if key not in SHARED}
    service |= {
        "container_name": name,
        "restart": "no",
        "network_mode": "none",
        "volumes": list(_mounts(made.service.get("volumes", ()), kept)),
    }
    said: dict[str, Any] = {"name": name, "services": {made.name: service}}
    return ProjectFile(trial_file(made.folder), as_yaml(said), mode="600", is_read_at_start=False)


def _mounts(volumes: list[str], kept: Mapping[str, str]) -> Iterator[str]:
    for each in map(mount, volumes):
        if each.source in kept:
            yield f"${{RESTORED}}{kept[each.source]}:{each.target}"
        elif each.is_volume:
            yield each.target
        else:
            yield f"{each.source}:{each.target}:ro"
