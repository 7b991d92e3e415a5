"""A prepared node kept as an image, so that a life test begins in seconds."""

from homelab.lab import disks, docker
from homelab.lab.firststart import OWN_FILES
from homelab.lab.names import SNAPSHOT_LABEL
from homelab.lab.standing import Standing

COMMIT_SECONDS = 300.0


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
    docker.ask("pause", container)
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
