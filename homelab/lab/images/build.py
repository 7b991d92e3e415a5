"""Build a node image: a bare Debian from a registry or from mmdebstrap, then the Dockerfile."""

import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.recipe import CONTEXT, MACHINE_CONTEXT, Recipe

REGISTRY_SECONDS = 5.0
PULL_SECONDS = 300.0
BUILD_SECONDS = 900.0


def build(recipe: Recipe) -> None:
    """The image `recipe.tag` exists in Docker afterwards."""
    base = _pull(recipe) or bootstrap(recipe)
    build_on(base, CONTEXT, recipe.tag)


def build_machine(recipe: Recipe, hypervisor: str) -> None:
    """The image `recipe.machine_tag` exists in Docker afterwards; `recipe.tag` does already."""
    if platform.machine() != "x86_64":
        raise LabError(f"virtual machines are x86-64 only, this machine is {platform.machine()}")
    flags = ("--build-arg", f"HYPERVISOR={hypervisor}")
    build_on(recipe.tag, MACHINE_CONTEXT, recipe.machine_tag, *flags)


def build_on(base: str, context: Path, tag: str, *flags: str) -> None:
    """The image `tag` exists in Docker afterwards: the context's Dockerfile, its BASE given."""
    arguments = ("--build-arg", f"BASE={base}", *flags)
    docker.ask(
        "build",
        "--quiet",
        "--force-rm",
        "--tag",
        tag,
        *arguments,
        str(context),
        timeout=BUILD_SECONDS,
    )


def registry_answers(recipe: Recipe) -> bool:
    """The public registry has upstream's image and says so within seconds."""
    try:
        docker.ask("manifest", "inspect", recipe.pulled_base, timeout=REGISTRY_SECONDS)
    except LabError:
        return False
    return True


def _pull(recipe: Recipe) -> str | None:
    """Upstream's image, where its registry answers."""
    if not registry_answers(recipe):
        return None
    try:
        docker.ask("pull", "--quiet", recipe.pulled_base, timeout=PULL_SECONDS)
    except LabError:
        return None
    return recipe.pulled_base


def bootstrap(recipe: Recipe) -> str:
    """Debian's minimal system from the machine's mirror, made unless `recipe.base_tag` exists."""
    if docker.run(["image", "inspect", recipe.base_tag]).returncode == 0:
        return recipe.base_tag
    if shutil.which("mmdebstrap") is None:
        raise LabError(
            f"no registry has {recipe.pulled_base} and mmdebstrap is missing: "
            "`apt-get install mmdebstrap debian-archive-keyring`"
        )
    with tempfile.TemporaryFile() as log:
        make = subprocess.Popen(_mmdebstrap(recipe), stdout=subprocess.PIPE, stderr=log)
        load = subprocess.run(
            ["docker", "import", "-", recipe.base_tag],
            stdin=make.stdout,
            capture_output=True,
            text=True,
            check=False,
        )
        if make.stdout is not None:
            make.stdout.close()
        if make.wait() != 0:
            log.seek(0)
            raise LabError(
                f"mmdebstrap made no {recipe.suite}: {log.read().decode(errors='replace')[-2000:]}"
            )
    if load.returncode != 0:
        raise LabError(f"Docker took no {recipe.suite}: {load.stderr.strip()}")
    return recipe.base_tag


def _mmdebstrap(recipe: Recipe) -> list[str]:
    """mmdebstrap(1)'s command line; apt's options stay in the node, in apt.conf.d/99mmdebstrap."""
    options = [f'--aptopt={name} "{value}"' for name, value in recipe.options]
    return [
        "mmdebstrap",
        "--quiet",
        "--variant=minbase",
        "--include=ca-certificates",
        "--skip=cleanup/apt/lists",
        *options,
        recipe.suite,
        "-",
        *recipe.sources,
    ]
