"""How Docker runs a workload: as a Compose project of its own, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyinfra.operations import files

from homelab.contract import Node
from homelab.offers import BackupPath
from homelab.operations.files import content
from homelab.roadmap.phase2.container_platform.docker.projects import (
    ended,
    pulled,
    running,
    sharing,
    without_volumes,
)
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings
from homelab.roadmap.phase2.container_platform.docker.volumes import volume_store
from homelab.routing import own_roots
from homelab.workload.compose import Project, ProjectFile, folder_of, project
from homelab.workload.model import Workload
from homelab.workload.naming import workload_name
from homelab.workload.placing import placed
from homelab.workload.trial import trial

__all__ = ["purge", "run", "stop"]

DockerNode = Node[DockerSettings]


def run(platform: DockerNode, node: Node[Any], workload: Workload) -> None:
    """WORKLOAD, which NODE's provider states, runs as stated; what differs is made anew."""
    name, owner = workload_name(node.provider), f"{node.task}/{node.provider}"
    made = project(name, owner, placed(node, workload), node.reveal, own_roots(node.lab))
    files.directory(name=f"{name} has a folder of its own", path=made.folder, mode="700")
    pulled(name=f"{made.image} is there", image=made.image)
    for file in (*made.files, made.compose, *_trials(platform, node, made)):
        content(
            name=f"{file.path.removeprefix(made.folder)} of {name} is as declared",
            path=file.path,
            text=file.text,
            mode=file.mode,
            user=file.user,
            group=file.user,
            check=file.check,
        )
    for network in made.networks:
        sharing(name=f"there is a network {network}", network=network)
    running(
        name=f"{name} runs as declared",
        project=name,
        file=made.compose.path,
        files=[file.path for file in made.files if file.is_read_at_start],
    )


def _trials(platform: DockerNode, node: Node[Any], made: Project) -> Iterator[ProjectFile]:
    """How a drill starts it on restored volumes, where any of them is backed up."""
    store = volume_store(platform.settings)
    volumes = [each.volume for each in node.offered(BackupPath) if each.volume]
    kept = {volume: store.folder_of(made.name, volume) for volume in volumes}
    if kept:
        yield trial(made, kept)


def stop(_platform: DockerNode, node: Node[Any], _workload: Workload | None) -> None:
    """Nothing of NODE's provider runs; its volumes stay."""
    name = workload_name(node.provider)
    ended(name=f"{name} doesn't run", project=name)
    files.directory(name=f"{name} has no folder", path=folder_of(name), present=False)


def purge(_platform: DockerNode, node: Node[Any], _workload: Workload | None) -> None:
    """The volumes of NODE's provider are gone."""
    name = workload_name(node.provider)
    without_volumes(name=f"the data of {name} is gone", project=name)
