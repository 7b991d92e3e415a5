"""A recipe folder made into an image."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.build import build_on
from homelab.lab.images.store import have_bare
from homelab.lab.locks import locked
from homelab.lab.serving.image_names import ImageName
from homelab.lab.wishes import System

BASE: System = "debian-13"
FETCH = "fetch"
STAND_IN = "stand-in"
"""The file in which `fetch` says that it isn't upstream's program, and why."""

STAND_IN_LABEL = "homelab.stand-in"
STAGE_LABEL = "homelab.recipe"
"""By this the stages are found that Docker's old builder leaves behind as nameless images."""

FETCH_SECONDS = 1800.0
SAID_LINES = 15


def build_image(name: ImageName, recipe: Path, tag: str) -> None:
    """The image `tag` is in this machine's Docker, built in a copy of the recipe's folder."""
    with tempfile.TemporaryDirectory(prefix="homelab-recipe-") as folder:
        context = Path(folder) / "context"
        shutil.copytree(recipe, context)
        if (context / FETCH).exists():
            _fetch(name, recipe, context)
        said = context / STAND_IN
        flags = ["--build-arg", f"VERSION={name.tag}"]
        if said.exists():
            flags += ["--label", f"{STAND_IN_LABEL}={said.read_text().strip()}"]
        try:
            build_on(_base(), context, tag, *flags)
        except LabError as error:
            raise LabError(f"image {name}: its recipe, {recipe}, doesn't build: {error}") from error
        finally:
            with locked("prune"):  # Docker refuses a second one meanwhile
                docker.ask("image", "prune", "--force", "--filter", f"label={STAGE_LABEL}")


def _base() -> str:
    """The bare Debian with a label that all stages of a recipe inherit."""
    bare = have_bare(BASE)
    tag = bare.replace("homelab-base/", "homelab-recipe/")
    docker.ask("build", "--quiet", "--tag", tag, "-", stdin=f"FROM {bare}\nLABEL {STAGE_LABEL}=\n")
    return tag


def _fetch(name: ImageName, recipe: Path, context: Path) -> None:
    try:
        done = subprocess.run(
            [context / FETCH, name.tag],
            cwd=context,
            env={**os.environ, "PYTHON": _python()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=FETCH_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LabError(
            f"image {name}: {recipe / FETCH} couldn't be run to its end: {error}"
        ) from error
    if done.returncode != 0:
        end = "\n".join(done.stdout.splitlines()[-SAID_LINES:])
        raise LabError(
            f"image {name}: Docker Hub doesn't answer, and {recipe / FETCH} couldn't get what the "
            f"image is made of ({done.returncode}). Have this machine reach Docker Hub or the "
            f"package registry that it asks, or wish a version that it has. It said:\n{end}"
        )


def _python() -> str:
    """Ours if it has pip: a tool's own environment often hasn't."""
    has_pip = importlib.util.find_spec("pip") is not None
    return sys.executable if has_pip else shutil.which("python3") or sys.executable
