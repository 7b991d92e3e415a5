"""The lab's registry: stands in for Docker Hub, whose names its nodes pull, where that is silent.

What it serves lies in the cache, for all labs of this machine: made once, kept for good.
"""

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.build import bootstrap
from homelab.lab.images.recipe import recipe_for
from homelab.lab.images.upstream import Upstream, hub_answers
from homelab.lab.locks import locked
from homelab.lab.names import LAB_LABEL, cache_dir
from homelab.lab.networks import Networks

HOST = 10
"""Its host number on the management network; nodes begin after it."""
PORT = 5000
START_SECONDS = 30.0
PUSH_SECONDS = 300.0
BUILD_SECONDS = 300.0
CONTEXT = Path(__file__).parent / "images" / "registry"
Progress = Callable[[str, str], None]


def serve(
    lab: str, networks: Networks, images: Mapping[str, Path | None], report: Progress
) -> str | None:
    """URL at which nodes find all of IMAGES; None where Docker Hub itself has them for us.

    IMAGES are whole names, each with the folder of its recipe. What is missing is made first.
    """
    wanted = [Upstream(name, folder) for name, folder in images.items()]
    if not wanted:
        return None
    with locked("registry"):
        missing = [each for each in wanted if not _is_kept(each)]
        if missing and hub_answers():
            return None
        stamps = {each.name: _stamp(each) for each in missing}
        container = _have_registry(lab, networks)
        for each in missing:
            report(each.path, "building the image")
            _push(each, _published(container))
            stamps[each.name].parent.mkdir(parents=True, exist_ok=True)
            stamps[each.name].touch()
    return f"http://{networks.management_subnet.addresses(HOST)[0]}:{PORT}"


def _is_kept(image: Upstream) -> bool:
    """Whether it was made before, of the same parts."""
    return image.folder is not None and _stamp(image).exists()


def _stamp(image: Upstream) -> Path:
    return (
        _storage() / "made" / f"{image.path.replace('/', '_').replace(':', '_')}.{image.digest()}"
    )


def _storage() -> Path:
    return cache_dir() / "registry"


def _push(image: Upstream, at: str) -> None:
    tag = f"{at}/{image.path}"
    image.build(tag)
    docker.ask("push", "--quiet", tag, timeout=PUSH_SECONDS)


def _have_registry(lab: str, networks: Networks) -> str:
    """Name of its container, which runs and answers afterwards."""
    name = f"homelab-{lab}.registry"
    if docker.run(["container", "inspect", name]).returncode != 0:
        tag = f"homelab-registry:{recipe_for('debian-13').base_digest}"
        if docker.run(["image", "inspect", tag]).returncode != 0:
            base = bootstrap(recipe_for("debian-13"))
            docker.ask("build", "--quiet", "--tag", tag, "--build-arg", f"BASE={base}",
                       str(CONTEXT), timeout=BUILD_SECONDS)  # fmt: skip
        (_storage() / "data").mkdir(parents=True, exist_ok=True)
        docker.ask(
            "create", "--name", name, "--label", f"{LAB_LABEL}={lab}",
            "--network", networks.management,
            "--ip", str(networks.management_subnet.addresses(HOST)[0]),
            "--publish", f"127.0.0.1::{PORT}",
            "--volume", f"{_storage() / 'data'}:/var/lib/registry", tag,
        )  # fmt: skip
    docker.ask("start", name)
    _await_answer(_published(name))
    return name


def _published(container: str) -> str:
    """Where this machine reaches it: 127.0.0.1:PORT."""
    return docker.ask("port", container, f"{PORT}/tcp").splitlines()[0]


def _await_answer(at: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://{at}/v2/", timeout=2):
                return
        except (urllib.error.URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise LabError(f"the lab's registry at {at} gives no answer: {error}") from None
        time.sleep(0.2)
