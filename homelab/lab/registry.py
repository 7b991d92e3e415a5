"""The lab's registry: stands in for Docker Hub, whose names its nodes pull, where that is silent.

What it serves lies in the cache, for all labs of this machine: made once, kept for good.
"""

import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from homelab.lab import docker
from homelab.lab.containers import Helper
from homelab.lab.errors import LabError
from homelab.lab.images.upstream import Upstream, hub_answers
from homelab.lab.locks import locked
from homelab.lab.names import cache_dir
from homelab.lab.networks import Networks

REGISTRY = Helper("registry", host=10, port=5000)
START_SECONDS = 30.0
PUSH_SECONDS = 300.0
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
        missing = [each for each in wanted if each.folder is None or not _stamp(each).exists()]
        if missing and hub_answers():
            return None
        stamps = [(each, _stamp(each)) for each in missing]
        _stand(lab, networks)
        for image, stamp in stamps:
            report(image.path, "building the image")
            tag = f"{REGISTRY.published(lab)}/{image.path}"
            image.build(tag)
            docker.ask("push", "--quiet", tag, timeout=PUSH_SECONDS)
            stamp.touch()
    return f"http://{REGISTRY.address(networks)}:{REGISTRY.port}"


def _stamp(image: Upstream) -> Path:
    """The file that says that the image was made, of these parts."""
    name = image.path.replace("/", "_").replace(":", "_")
    return _storage("made") / f"{name}.{image.digest()}"


def _storage(part: str) -> Path:
    folder = cache_dir() / "registry" / part
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _stand(lab: str, networks: Networks) -> None:
    """It runs and answers afterwards."""
    REGISTRY.stand(lab, networks, "--volume", f"{_storage('data')}:/var/lib/registry")
    at, deadline = REGISTRY.published(lab), time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://{at}/v2/", timeout=2):
                return
        except OSError as error:
            if time.monotonic() > deadline:
                raise LabError(f"the lab's registry at {at} gives no answer: {error}") from None
        time.sleep(0.2)
