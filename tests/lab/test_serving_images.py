"""Upstream's names, pulled by a node's own Docker from the lab's registry."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import homelab
from homelab.lab import UPSTREAM, Entry, LabError, LabNode, NodeWish, Rehearsal, Served, docker
from homelab.lab.serving import registry
from homelab.lab.serving import served as serving
from homelab.lab.serving.registry import registry_name
from homelab.lab.serving.shelf import Shelf

pytestmark = pytest.mark.lab

WHOAMI = "docker.io/traefik/whoami:v1.11.0"
IMAGES = {WHOAMI: UPSTREAM / "whoami"}

ROADMAP = Path(homelab.__file__).parent / "roadmap"
PROXIES = {
    "docker.io/library/caddy:2.11.7": ROADMAP / "phase2" / "reverse_proxy" / "caddy" / "image",
    "docker.io/library/traefik:v3.7.15": ROADMAP / "phase2" / "reverse_proxy" / "traefik" / "image",
}


@pytest.fixture(scope="module", autouse=True)
def _no_docker_hub() -> Iterator[None]:
    """As on a machine that has none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serving, "registry_answers", lambda _: False)
        yield


@pytest.fixture(scope="module")
def lab(
    tmp_path_factory: pytest.TempPathFactory, sysctls_before: dict[str, str]
) -> Iterator[Rehearsal]:
    made = Rehearsal(tmp_path_factory.mktemp("served"))
    yield made
    made.down()


@pytest.fixture(scope="module")
def node(lab: Rehearsal) -> LabNode:
    return lab.up([NodeWish("one", "debian-13", Entry(password="pw"))])[0]


def serve(lab: Rehearsal) -> tuple[Served, list[str]]:
    """What is served, and what was told meanwhile."""
    told: list[str] = []
    found = lab.serve(IMAGES, lambda _, message: told.append(message))
    assert found is not None
    return found, told


def on(lab: Rehearsal, command: str, stdin: str | None = None) -> str:
    done = lab.exec("one", ["sh", "-ec", command], stdin=stdin)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def ask_until_it_answers(lab: Rehearsal, url: str) -> str:
    """By the node's own Python, past its container's first moments."""
    command = [
        "python3",
        "-c",
        f"from urllib.request import *; print(urlopen('{url}').read().decode())",
    ]
    deadline = time.monotonic() + 30
    while (done := lab.exec("one", command)).returncode != 0 and time.monotonic() < deadline:
        time.sleep(0.2)
    return done.stdout


def test_a_node_pulls_and_runs_upstreams_name(lab: Rehearsal, node: LabNode) -> None:
    found, _ = serve(lab)
    daemon = json.dumps({"registry-mirrors": [found.url]})
    on(lab, "mkdir -p /etc/docker; cat > /etc/docker/daemon.json", stdin=daemon)
    on(
        lab,
        "export DEBIAN_FRONTEND=noninteractive; apt-get update -qq;"
        "apt-get install -qq -y --no-install-recommends docker.io docker-cli iptables",
    )
    on(lab, f"docker run --detach --name asked --publish 8080:80 {WHOAMI}")
    assert on(lab, "docker container inspect --format {{.Config.Image}} asked") == WHOAMI
    hostname = on(lab, "docker container inspect --format {{.Config.Hostname}} asked")
    assert f"Hostname: {hostname}" in ask_until_it_answers(lab, "http://127.0.0.1:8080/")
    assert "GET /path HTTP/1.1" in ask_until_it_answers(lab, f"http://{node.ipv4}:8080/path")


@pytest.mark.parametrize(("name", "recipe"), PROXIES.items(), ids=str)
def test_a_reverse_proxy_is_the_wished_version_and_can_ask_itself(
    lab: Rehearsal, node: LabNode, name: str, recipe: Path
) -> None:
    found = lab.serve({name: recipe})
    assert found is not None
    assert found.stand_ins == {}
    program, version = name.rpartition("/")[2].split(":")
    assert version.lstrip("v") in on(lab, f"docker run --rm {name} {program} version")
    assert "BusyBox" in on(lab, f"docker run --rm {name} wget --help 2>&1")


def test_a_second_serve_builds_nothing_and_the_registry_is_no_node(
    lab: Rehearsal, node: LabNode
) -> None:
    first, _ = serve(lab)
    again, told = serve(lab)
    assert again == first
    assert "building" not in told
    assert [each.name for each in lab.status()] == [node.name]


def test_a_registry_that_stopped_comes_up_again(lab: Rehearsal, node: LabNode) -> None:
    first, _ = serve(lab)
    docker.ask("stop", registry_name(lab.lab))
    again, told = serve(lab)
    assert (again, told[0]) == (first, "starting")
    on(lab, f"docker pull {WHOAMI}")


def test_a_name_stands_for_the_recipe_that_was_served_last(
    tree: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "cache_dir", lambda: tmp_path)
    name = "docker.io/homelab/test:1"
    recipes = [tmp_path / "one", tmp_path / "other"]
    for recipe in recipes:
        recipe.mkdir()
        (recipe / "Dockerfile").write_text("FROM scratch\nCOPY made /made\n")
        (recipe / "fetch").write_text(
            f"#!/bin/sh\necho $1 {recipe} > made\necho a test > stand-in\n"
        )
        (recipe / "fetch").chmod(0o755)
    told: list[str] = []
    digests: list[str | None] = []
    for recipe in [*recipes, recipes[0]]:
        found = tree.serve({name: recipe}, lambda _, message: told.append(message))
        assert found is not None
        assert found.stand_ins == {name: "a test"}
        url = urlsplit(found.url)
        digests.append(Shelf(str(url.hostname), url.port or 80).digest("homelab/test", "1"))
    assert digests[0] == digests[2] != digests[1]
    assert told.count("building") == 2
    pushed_to = docker.ask("port", registry_name(tree.lab), "5000/tcp")
    left = ("image", "ls", "--quiet", "--filter", f"reference={pushed_to}/homelab/test")
    assert docker.lines(*left) == ()


def test_a_recipe_that_does_not_build_is_named(lab: Rehearsal, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text(f"FROM scratch\nCOPY {tmp_path.name} /absent\n")
    with pytest.raises(LabError, match=r"homelab/broken:1: its recipe"):
        lab.serve({"docker.io/homelab/broken:1": tmp_path})


def test_down_takes_the_registry_and_keeps_what_was_built(lab: Rehearsal, tree: Rehearsal) -> None:
    serve(lab)
    beside, told = serve(tree)
    assert beside.url != serve(lab)[0].url
    assert "building" not in told
    lab.down()
    running = docker.lines("ps", "--all", "--format", "{{.Names}}")
    assert registry_name(lab.lab) not in running
    assert registry_name(tree.lab) in running
    assert "building" not in serve(lab)[1]
