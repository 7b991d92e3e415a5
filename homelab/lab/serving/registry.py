"""A lab's registry: one container on its management network, its storage shared by all labs."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.build import build_on
from homelab.lab.images.recipe import folder_digest, recipe_for
from homelab.lab.images.store import have_bare, have_kept
from homelab.lab.making import Progress
from homelab.lab.names import LAB_LABEL, cache_dir
from homelab.lab.networks import have_networks
from homelab.lab.serving.build import BASE
from homelab.lab.serving.shelf import Shelf

CONTEXT = Path(__file__).parents[1] / "images" / "registry"
HOST = 10
"""Its host number: nodes begin behind it."""

PORT = 5000
START_SECONDS = 30.0


@dataclass(frozen=True)
class Registry:
    """One that answers: `url` is for nodes, `loopback` for this machine's Docker to push to."""

    url: str
    loopback: str
    shelf: Shelf


def registry_name(lab: str) -> str:
    """`homelab-registry-ab12cd`: no node's name begins so."""
    return f"homelab-registry-{lab}"


def is_running(lab: str) -> bool:
    """This lab has a registry, and it runs."""
    return _state(registry_name(lab)) == "running"


def have_registry(lab: str, report: Progress) -> Registry:
    """The lab's registry stands and answers; one that stopped is started."""
    name = registry_name(lab)
    if _state(name) in (None, "created"):
        docker.run(["container", "rm", "--force", name])
        _create(lab, name, report)
    if not is_running(lab):
        report("registry", "starting")
        docker.ask("start", name)
    address, _ = have_networks(lab).management_subnet.addresses(HOST)
    (loopback, *_) = docker.lines("port", name, f"{PORT}/tcp")
    shelf = Shelf(str(address), PORT)
    _await_answer(name, shelf)
    return Registry(f"http://{address}:{PORT}", loopback, shelf)


def _create(lab: str, name: str, report: Progress) -> None:
    digest = folder_digest(CONTEXT, recipe_for(BASE).base_digest)
    image = f"homelab-registry:{digest}"
    have_kept("registry", digest, image, lambda: build_on(have_bare(BASE), CONTEXT, image), report)
    storage = cache_dir() / "registry"
    storage.mkdir(parents=True, exist_ok=True)
    networks = have_networks(lab)
    ipv4, ipv6 = networks.management_subnet.addresses(HOST)
    argv = ["create", "--name", name, "--label", f"{LAB_LABEL}={lab}", "--restart", "always"]
    argv += ["--user", f"{os.getuid()}:{os.getgid()}", "--publish", f"127.0.0.1::{PORT}"]
    argv += ["--volume", f"{storage}:/var/lib/registry"]
    argv += ["--network", networks.management, "--ip", str(ipv4), "--ip6", str(ipv6)]
    docker.ask(*argv, image)


def _state(name: str) -> str | None:
    done = docker.run(["container", "inspect", "--format", "{{json .State.Status}}", name])
    return str(json.loads(done.stdout)) if done.returncode == 0 else None


def _await_answer(name: str, shelf: Shelf) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not shelf.answers():
        if time.monotonic() > deadline:
            said = docker.run(["logs", "--tail", "20", name])
            raise LabError(
                f"the lab's registry, {name}, doesn't answer after {START_SECONDS:.0f} s: take "
                f"the lab down and bring it up again; it said:\n{said.stdout}{said.stderr}"
            )
        time.sleep(0.1)
