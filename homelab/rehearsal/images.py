"""The images that a lab's workloads need, and from what each can be made where it can't be pulled.

A provider has the recipe of its image in its own folder, under `image/`. A service of the user's
may run the same image; beside those the lab has the ones that the examples name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from homelab.lab import UPSTREAM
from homelab.model.lab import Lab
from homelab.model.workloads import glimpse
from homelab.roadmap import registry
from homelab.workload.model import Workload

__all__ = ["recipes"]


def recipes(lab: Lab) -> dict[str, Path]:
    """The folder of each image's recipe by the image's name, whether there is one or not."""
    found: dict[str, Path] = {}
    for folder, workload in _workloads(lab):
        own = folder / "image"
        found[workload.image] = own if own.is_dir() else _recipe(workload.image)
    return found


def _recipe(image: str) -> Path:
    """That of the provider which is called as the IMAGE is, or the lab's own."""
    name = image.rpartition("/")[2].partition(":")[0]
    for task in registry.tasks():
        if name in registry.provider_names(task):
            recipe = registry.provider(task, name).folder / "image"
            if recipe.is_dir():
                return recipe
    return UPSTREAM / name


def _workloads(lab: Lab) -> Iterator[tuple[Path, Workload]]:
    for host in lab.hosts.values():
        for choice in host.choices:
            provider = registry.provider(choice.task, choice.provider)
            module = provider.load("workload")
            if module is not None:
                node = lab.node(host.name, choice.task, choice.provider)
                stated = module.workload(glimpse(node))
                if stated is not None:
                    yield provider.folder, stated
