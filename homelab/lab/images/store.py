"""Where node images are kept: in Docker, and as tarballs that outlive a wiped Docker."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from homelab.lab import docker
from homelab.lab.images.build import build
from homelab.lab.images.recipe import Recipe, recipe_for
from homelab.lab.locks import locked
from homelab.lab.names import cache_dir
from homelab.lab.wishes import System

SAVE_SECONDS = 300.0
KEPT_TARBALLS = 3


def have_images(
    systems: Iterable[System], progress: Callable[[str, str], None]
) -> dict[System, str]:
    """The image tag of each system, which exists afterwards; they are built side by side."""
    wanted = sorted(set(systems))
    with ThreadPoolExecutor(max_workers=max(1, len(wanted))) as pool:
        return dict(
            zip(wanted, pool.map(lambda system: _have(system, progress), wanted), strict=True)
        )


def _have(system: System, progress: Callable[[str, str], None]) -> str:
    recipe = recipe_for(system)
    with locked(f"image-{system}"):
        if docker.run(["image", "inspect", "--format", "{{.Id}}", recipe.tag]).returncode == 0:
            return recipe.tag
        tarball = cache_dir() / "images" / f"{system}-{recipe.digest}.tar"
        if tarball.exists():
            progress(system, "loading the image")
            docker.ask("load", "--quiet", "--input", str(tarball), timeout=SAVE_SECONDS)
        else:
            progress(system, "building the image")
            build(recipe)
            _save(recipe)
    return recipe.tag


def _save(recipe: Recipe) -> None:
    """The tarball is whole or absent.

    Of each system the newest few are kept, for checkouts whose recipes differ.
    """
    folder = cache_dir() / "images"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{recipe.system}-{recipe.digest}.partial"
    docker.ask("save", "--output", str(partial), recipe.tag, timeout=SAVE_SECONDS)
    partial.rename(folder / f"{recipe.system}-{recipe.digest}.tar")
    newest_first = sorted(
        folder.glob(f"{recipe.system}-*.tar"), key=lambda file: file.stat().st_mtime, reverse=True
    )
    for old in newest_first[KEPT_TARBALLS:]:
        old.unlink()
