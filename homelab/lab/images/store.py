"""Where node images are kept: in Docker, and as tarballs that outlive a wiped Docker."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from homelab.lab import docker
from homelab.lab.images.build import bootstrap, build, build_machine
from homelab.lab.images.recipe import recipe_for
from homelab.lab.locks import locked
from homelab.lab.names import cache_dir
from homelab.lab.wishes import NodeWish, System

SAVE_SECONDS = 300.0
KEPT_TARBALLS = 3
HYPERVISOR: System = "debian-13"
"""What QEMU runs on, whatever runs in it."""


def have_images(wishes: Iterable[NodeWish], progress: Callable[[str, str], None]) -> dict[str, str]:
    """The image tag of each node, which exists afterwards; they are built side by side."""
    kinds = {wish.name: (wish.system, wish.machine is not None) for wish in wishes}
    wanted = sorted(set(kinds.values()))
    with ThreadPoolExecutor(max_workers=max(1, len(wanted))) as pool:
        made = pool.map(lambda kind: _have(kind, progress), wanted)
        tags = dict(zip(wanted, made, strict=True))
    return {name: tags[kind] for name, kind in kinds.items()}


def _have(kind: tuple[System, bool], progress: Callable[[str, str], None]) -> str:
    system, is_machine = kind
    recipe = recipe_for(system)
    have_kept(system, recipe.digest, recipe.tag, lambda: build(recipe), progress)
    if not is_machine:
        return recipe.tag
    have_kept(
        f"machine-{system}",
        recipe.machine_digest,
        recipe.machine_tag,
        lambda: build_machine(recipe, have_bare(HYPERVISOR)),
        progress,
    )
    return recipe.machine_tag


def have_kept(
    kind: str,
    digest: str,
    tag: str,
    make: Callable[[], None],
    progress: Callable[[str, str], None],
) -> None:
    """The image `tag` is in Docker afterwards: as it was, from its tarball, or as `make` makes it.

    `kind` names its lock and its tarballs.
    """
    with locked(f"image-{kind}"):
        if docker.run(["image", "inspect", "--format", "{{.Id}}", tag]).returncode == 0:
            return
        tarball = cache_dir() / "images" / f"{kind}-{digest}.tar"
        if tarball.exists():
            progress(kind, "loading the image")
            docker.ask("load", "--quiet", "--input", str(tarball), timeout=SAVE_SECONDS)
        else:
            progress(kind, "building the image")
            make()
            _save(kind, tag, tarball)


def have_bare(system: System) -> str:
    """The tag of the bare system, from the machine's mirror, which exists afterwards."""
    with locked(f"image-{system}"):
        return bootstrap(recipe_for(system))


def _save(kind: str, tag: str, tarball: Path) -> None:
    """The tarball is whole or absent.

    Of each kind the newest few are kept, for checkouts whose recipes differ.
    """
    tarball.parent.mkdir(parents=True, exist_ok=True)
    partial = tarball.with_suffix(".partial")
    docker.ask("save", "--output", str(partial), tag, timeout=SAVE_SECONDS)
    partial.rename(tarball)
    newest_first = sorted(
        tarball.parent.glob(f"{kind}-*.tar"), key=lambda file: file.stat().st_mtime, reverse=True
    )
    for old in newest_first[KEPT_TARBALLS:]:
        old.unlink()
