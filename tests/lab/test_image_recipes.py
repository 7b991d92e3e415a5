"""Names and recipes of images that the lab serves, without a registry."""

from pathlib import Path

import pytest

from homelab.lab import LabError, names
from homelab.lab.images.recipe import folder_digest
from homelab.lab.serving import build, served
from homelab.lab.serving.image_names import ImageName
from homelab.lab.serving.registry import HOST, registry_name
from homelab.lab.subnets import FIRST_HOST

WHOAMI = ImageName.parse("docker.io/traefik/whoami:v1.11.0")


def recipe(folder: Path, fetch: str | None = None) -> Path:
    (folder / "Dockerfile").write_text("FROM scratch\nCOPY made /made\n")
    if fetch is not None:
        (folder / "fetch").write_text(f"#!/bin/sh\n{fetch}\n")
        (folder / "fetch").chmod(0o755)
    return folder


def test_a_name_is_read_as_docker_reads_it() -> None:
    assert ImageName.parse("docker.io/library/caddy:2.11.7") == ImageName("library/caddy", "2.11.7")
    assert str(ImageName.parse("docker.io/caddy:2.11.7")) == "docker.io/library/caddy:2.11.7"


@pytest.mark.parametrize(
    "name", ["caddy", "caddy:2", "docker.io/library/caddy", f"docker.io/caddy@sha256:{'0' * 64}"]
)
def test_a_name_that_is_not_full_is_refused(name: str) -> None:
    with pytest.raises(LabError, match="full names with a tag"):
        ImageName.parse(name)


def test_other_registries_are_refused_by_name() -> None:
    with pytest.raises(LabError, match=r"images of ghcr\.io yet"):
        ImageName.parse("ghcr.io/somebody/something:1")


def test_whatever_goes_into_an_image_changes_its_digest(tmp_path: Path) -> None:
    folder = recipe(tmp_path, "true")
    first = folder_digest(folder, "1")
    assert folder_digest(folder, "1") == first
    assert folder_digest(folder, "2") != first
    (folder / "deep").mkdir()
    (folder / "deep" / "file").touch()
    second = folder_digest(folder, "1")
    assert second != first
    (folder / "deep" / "file").chmod(0o755)
    assert folder_digest(folder, "1") != second


def test_a_fetch_that_fails_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "build_on", lambda *_: pytest.fail("built nevertheless"))
    folder = recipe(tmp_path, 'echo first; seq 20; echo "no $1 today" >&2; exit 3')
    with pytest.raises(LabError) as told:
        build.build_image(WHOAMI, folder, "tag")
    words = str(told.value)
    assert "docker.io/traefik/whoami:v1.11.0" in words
    assert "(3)" in words
    assert words.endswith("20\nno v1.11.0 today")
    assert "first" not in words
    assert not (folder / "made").exists()


def test_a_folder_without_a_dockerfile_is_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="no Dockerfile"):
        served.serve("ab12cd", {str(WHOAMI): tmp_path}, lambda *_: None)


def test_nothing_is_built_where_docker_hub_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "is_running", lambda _: False)
    monkeypatch.setattr(served, "registry_answers", lambda _: True)
    monkeypatch.setattr(served, "have_registry", lambda *_: pytest.fail("made a registry"))
    images = {str(WHOAMI): recipe(tmp_path)}
    assert served.serve("ab12cd", images, lambda *_: None) is None


def test_the_registry_takes_no_node_s_name_or_number() -> None:
    assert not registry_name("ab12cd").startswith(names.container_name("ab12cd", ""))
    assert HOST < FIRST_HOST
