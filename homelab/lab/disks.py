"""Disks beside the root: Docker volumes, since a container engine's overlays need a real one.

`docker commit` leaves volumes out, so a snapshot has copies of its own, found by the image's name.
"""

from homelab.lab import docker
from homelab.lab.names import LAB_LABEL, SNAPSHOT_LABEL

DISKS = ("docker", "containerd", "rancher")
"""Folders of /var/lib."""

COPY_SECONDS = 600.0


def node_volume(container: str, disk: str) -> str:
    """`homelab-ab12cd-gateway-docker`."""
    return f"{container}-{disk}"


def snapshot_volume(image: str, disk: str) -> str:
    """`homelab-ab12cd-gateway.with-docker.docker`."""
    return f"{image.replace(':', '.')}.{disk}"


def attach(lab: str, container: str, image: str) -> list[str]:
    """Flags of `docker create`: the node's disks, empty or as the snapshot `image` has them."""
    for disk in DISKS:
        docker.ask(
            "volume", "create", "--label", f"{LAB_LABEL}={lab}", node_volume(container, disk)
        )
    if (
        docker.run(
            ["volume", "inspect", *(snapshot_volume(image, disk) for disk in DISKS)]
        ).returncode
        == 0
    ):
        _copy(image, {snapshot_volume(image, disk): node_volume(container, disk) for disk in DISKS})
    return [
        word
        for disk in DISKS
        for word in ("--volume", f"{node_volume(container, disk)}:/var/lib/{disk}")
    ]


def keep(lab: str, container: str, image: str) -> None:
    """The snapshot `image` has the disks of a node that stands still meanwhile."""
    for disk in DISKS:
        kept = snapshot_volume(image, disk)
        docker.ask("volume", "rm", "--force", kept)
        docker.ask("volume", "create", "--label", f"{SNAPSHOT_LABEL}={lab}", kept)
    _copy(image, {node_volume(container, disk): snapshot_volume(image, disk) for disk in DISKS})


def _copy(image: str, pairs: dict[str, str]) -> None:
    """Everything, overlayfs's own attributes too (hence SYS_ADMIN), by the image's own cp."""
    mounts: list[str] = []
    for place, (source, target) in enumerate(pairs.items()):
        mounts += [
            "--volume",
            f"{source}:/copy/from/{place}:ro",
            "--volume",
            f"{target}:/copy/to/{place}",
        ]
    helper = ("run", "--rm", "--network", "none", "--cap-add", "SYS_ADMIN")
    docker.ask(
        *helper,
        *mounts,
        image,
        "cp",
        "--archive",
        "/copy/from/.",
        "/copy/to/",
        timeout=COPY_SECONDS,
    )
