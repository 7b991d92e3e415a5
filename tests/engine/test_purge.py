"""What a removed provider leaves is kept, and goes when it is asked to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.rehearsed import SECURE, Rehearsed, standing

from homelab.engine import Terms
from homelab.result import ExitCode, Outcome, Result, exit_code

pytestmark = pytest.mark.lab
HOST = "kept"
WITHOUT_PASSWORD = 'remote_access["admin"].pop("sudo_password")\n'


def pending(results: list[Result]) -> list[str]:
    return [r.name for r in results if r.outcome is Outcome.PENDING]


def come_as(lab: Rehearsed, user: str, port: int) -> None:
    """The inventory alone says how the node is reached, as nothing is wished that would."""
    file = lab.inventory.with_name("overlay.json")
    said = json.loads(file.read_text())
    said["hosts"][HOST] |= {"ssh_user": user, "ssh_port": port, "remote_access": None}
    file.write_text(json.dumps(said))


def test_the_admin_stays_until_purged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with standing(tmp_path, f"nodes = [{HOST!r}]\n", SECURE + WITHOUT_PASSWORD) as lab:
        assert exit_code(lab.load().apply()) is ExitCode.OK
        come_as(lab, "ada", 2222)
        lab.wish("remote_access = None\n")
        assert exit_code(lab.load().apply()) is ExitCode.FAILED, "sshd wouldn't answer there"
        come_as(lab, "root", 22)
        assert exit_code(lab.load().apply()) is ExitCode.OK

        assert "ada:" in lab.run(HOST, "getent passwd ada")
        assert lab.load().plan() == []
        assert "ada and the home are gone" in pending(lab.load().plan(Terms(purge=True)))
        assert exit_code(lab.load().apply(Terms(purge=True))) is ExitCode.OK
        assert lab.run(HOST, "getent passwd ada; ls /home; ls /etc/sudoers.d") == "README\n"
        assert lab.load().plan(Terms(purge=True)) == []
