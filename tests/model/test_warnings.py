"""What isn't wrong in itself is said by `homelab check`, which finds no fault for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from homelab.cli import main

PLATFORM = 'container_platform = {"provider": "docker"}\n'
DATED = '"image": "docker.io/a/b:1", "volumes": ["data:/data"]'
BACKUP = 'backup = {"provider": "restic"}\n'


@pytest.mark.parametrize(
    ("wishes", "warned"),
    [
        (f"services = {{'films': {{{DATED}}}}}\n", ["isn't backed up, as nas has no backup"]),
        (f"services = {{'films': {{{DATED}}}}}\n{BACKUP}", []),
        (f"services = {{'films': {{{DATED}, 'expendable': {{'data': 'a cache'}}}}}}\n", []),
    ],
    ids=["no backup", "backed up", "expendable"],
)
def test_a_volume_that_nobody_keeps_is_warned_of(
    write_lab: Callable[..., Path], foundation: str, wishes: str, warned: list[str]
) -> None:
    inventory = write_lab('homelab = ["nas"]\n', all=foundation + PLATFORM + wishes)
    done = CliRunner().invoke(main, ["check", "-i", str(inventory), "--json"])
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert [w["problem"] for w in found["warnings"]] == [f"the volume 'data' {w}" for w in warned]
    assert all(w["path"] == "services.films.volumes" for w in found["warnings"])
