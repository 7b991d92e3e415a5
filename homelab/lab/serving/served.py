"""Every wished image is on the lab's registry, under upstream's name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.build import registry_answers
from homelab.lab.images.recipe import folder_digest, recipe_for
from homelab.lab.locks import locked
from homelab.lab.making import Progress
from homelab.lab.serving.build import BASE, STAND_IN_LABEL, build_image
from homelab.lab.serving.image_names import ImageName
from homelab.lab.serving.registry import Registry, have_registry, is_running

PUSH_SECONDS = 600.0


@dataclass(frozen=True)
class Served:
    """The lab's registry as its nodes reach it, for dockerd's `registry-mirrors`.

    `stand_ins` says of each image that isn't upstream's program why: it proves nothing of that.
    """

    url: str
    stand_ins: Mapping[str, str]


def serve(lab: str, images: Mapping[str, Path], report: Progress) -> Served | None:
    """None where Docker Hub answers: nodes pull upstream's own.

    A lab that has a registry keeps to it, so that all of its nodes have the same images.
    """
    if not is_running(lab) and registry_answers(recipe_for(BASE)):
        return None
    names = {ImageName.parse(name): recipe for name, recipe in images.items()}
    for name, recipe in names.items():
        if not (recipe / "Dockerfile").is_file():
            raise LabError(
                f"image {name}: Docker Hub doesn't answer, and {recipe} is no recipe to make it "
                "by: it has no Dockerfile"
            )
    registry = have_registry(lab, report)
    reasons = {str(name): _have(registry, name, recipe, report) for name, recipe in names.items()}
    return Served(registry.url, {name: reason for name, reason in reasons.items() if reason})


def _have(registry: Registry, name: ImageName, recipe: Path, report: Progress) -> str | None:
    """Why it is a stand-in, if it is one.

    A second tag has the digest of all that went in, and so tells what was built already.
    """
    shelf, repository = registry.shelf, name.repository
    built = "homelab-" + folder_digest(recipe, name.tag, recipe_for(BASE).base_digest)
    with locked("serving"):
        digest = shelf.digest(repository, built)
        if digest is None:
            report(str(name), "building")
            _build_and_push(registry, name, recipe, built)
            digest = shelf.digest(repository, built)
        if shelf.digest(repository, name.tag) != digest:
            shelf.tag(repository, built, name.tag)
        reason = shelf.labels(repository, built).get(STAND_IN_LABEL)
    report(str(name), "served" if reason is None else f"served by a stand-in: {reason}")
    return reason


def _build_and_push(registry: Registry, name: ImageName, recipe: Path, built: str) -> None:
    pushed = f"{registry.loopback}/{name.repository}:{built}"
    build_image(name, recipe, pushed)
    try:
        docker.ask("push", "--quiet", pushed, timeout=PUSH_SECONDS)
    finally:
        docker.ask("image", "rm", pushed)
