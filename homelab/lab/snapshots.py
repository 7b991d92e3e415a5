"""A prepared node kept as an image, so that a life test begins in seconds."""

import time

from homelab.lab import disks, docker
from homelab.lab.errors import LabError
from homelab.lab.firststart import OWN_FILES
from homelab.lab.locks import locked
from homelab.lab.names import SNAPSHOT_LABEL
from homelab.lab.standing import Standing

COMMIT_SECONDS = 300.0
PAUSE_TRIES = 10


def take(lab: str, standing: Standing, tag: str) -> str:
    """The image's name; the node stands still meanwhile, so that its disks are of one moment."""
    container = standing.container
    image = f"{container}:{tag}"
    docker.ask(
        "exec",
        container,
        "tar",
        "--create",
        "--file",
        OWN_FILES,
        "--directory",
        "/etc",
        "hosts",
        "hostname",
        "resolv.conf",
    )
    _pause(container)
    try:
        change = f"LABEL {SNAPSHOT_LABEL}={lab}"
        docker.ask(
            "commit", "--pause=false", "--change", change, container, image, timeout=COMMIT_SECONDS
        )
        disks.keep(lab, container, image)
    finally:
        docker.ask("unpause", container)
    sweep(lab)
    return image


def _pause(container: str) -> None:
    """The node stands still; tried again where it forked faster than runc could freeze it."""
    for _ in range(PAUSE_TRIES):
        done = docker.run(["pause", container])
        if "unable to freeze" not in done.stderr:
            break
        time.sleep(1)
    if done.returncode != 0:
        raise LabError(f"`docker pause {container}` failed: {done.stderr.strip()}")


def find(lab: str) -> tuple[str, ...]:
    """The images' names; one that was replaced or pruned under a node's feet has none."""
    found = docker.lines(
        "image",
        "ls",
        "--filter",
        f"label={SNAPSHOT_LABEL}={lab}",
        "--format",
        "{{.Repository}}:{{.Tag}}",
    )
    return tuple(image for image in found if "<none>" not in image)


def sweep(lab: str) -> None:
    """No nameless snapshot is left that no node begins from."""
    with locked("prune"):  # Docker refuses a second one meanwhile
        docker.ask("image", "prune", "--force", "--filter", f"label={SNAPSHOT_LABEL}={lab}")


def prune(lab: str) -> None:
    """None is left, nor its disks; one that a node stands on loses its name, and goes after it."""
    images = find(lab)
    if images:
        docker.ask("image", "rm", "--force", *images)
    volumes = docker.lines("volume", "ls", "--quiet", "--filter", f"label={SNAPSHOT_LABEL}={lab}")
    if volumes:
        docker.ask("volume", "rm", *volumes)
    sweep(lab)
