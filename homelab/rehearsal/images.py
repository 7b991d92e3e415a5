"""The images that a lab's workloads need, and from what each can be made where it can't be pulled.

A provider has the recipe of its image in its own folder, under `image/`; for services of the
user's the lab has those that the examples name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import homelab.lab.images
from homelab.model.lab import Lab
from homelab.roadmap import registry
from homelab.workload.model import Workload

__all__ = ["recipes"]

UPSTREAM = Path(str(homelab.lab.images.__file__)).parent / "upstream"


def recipes(lab: Lab) -> dict[str, Path | None]:
    """The folder of each image's recipe, by the image's name; None where there is none."""
    found: dict[str, Path | None] = {}
    for folder, workload in _workloads(lab):
        name = workload.image.rpartition("/")[2].partition(":")[0]
        places = (folder / "image", UPSTREAM / name)
        found[workload.image] = next((p for p in places if (p / "Dockerfile").is_file()), None)
    return found


def _workloads(lab: Lab) -> Iterator[tuple[Path, Workload]]:
    for host in lab.hosts.values():
        for choice in host.choices:
            provider = registry.provider(choice.task, choice.provider)
            module = provider.load("workload")
            if module is not None:
                node = lab.node(host.name, choice.task, choice.provider)
                yield provider.folder, module.workload(node)
