"""dockerd is ours to stop only where we started it."""

import json
import os
from pathlib import Path

import pytest

from homelab.lab import docker, ensure_docker, stop_docker
from homelab.lab.dockerd import Daemon, start_ticks


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    file = tmp_path / "homelab" / "dockerd" / "started.json"
    file.parent.mkdir(parents=True)
    return file


def test_nothing_is_stopped_where_nothing_was_started(record: Path) -> None:
    assert not stop_docker()


def test_a_process_that_took_over_the_number_is_left_alone(record: Path) -> None:
    record.write_text(json.dumps({"pid": os.getpid(), "start_ticks": 1}))
    assert not stop_docker()


def test_a_process_is_known_by_number_and_start() -> None:
    ticks = start_ticks(os.getpid())
    assert ticks is not None
    assert Daemon(os.getpid(), ticks).is_alive()
    assert not Daemon(os.getpid(), ticks + 1).is_alive()


@pytest.mark.lab
def test_docker_answers() -> None:
    ensure_docker()
    assert docker.ask("info", "--format", "{{.ServerVersion}}")
