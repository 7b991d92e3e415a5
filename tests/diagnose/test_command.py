"""`homelab diagnose` and `homelab lab break` where there is nothing to ask or to break."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from homelab.cli import main
from homelab.diagnose.registry import fault, names


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine, at 127.0.0.2, on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.2", 0))
        yield taken.getsockname()[1]


@pytest.fixture
def folder(tmp_path: Path, closed_port: int, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lab of this machine and of one that doesn't answer."""
    gone = {"ssh_hostname": "127.0.0.2", "ssh_port": closed_port, "ssh_user": "root"}
    (tmp_path / "inventory.py").write_text(f'homelab = ["@local", ("gone", {gone!r})]\n')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def called(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def test_a_node_that_does_not_answer_is_said_and_is_no_success(folder: Path) -> None:
    done = called("diagnose", "--json", "inodes_used_up")
    said = json.loads(done.stdout)
    assert said["named"] == []
    assert [(each["host"], each["fault"]) for each in said["unknown"]] == [("gone", "")]
    assert "127.0.0.2" in said["unknown"][0]["why"]
    assert said["exit_code"] == done.exit_code == 1

    in_words = called("diagnose", "inodes_used_up")
    assert "unknown: gone: every fault: " in in_words.output
    assert "Nothing is named, 1 unknown on 2 hosts." in in_words.output


def test_this_machine_alone_can_be_asked(folder: Path) -> None:
    done = called("diagnose", "--limit", "@local", "inodes_used_up")
    assert done.output == "Nothing is named on 1 host.\n"
    assert done.exit_code == 0


def test_a_fault_of_another_name_is_refused(folder: Path) -> None:
    done = called("diagnose", "disk_ful")
    assert done.exit_code == 64
    assert "did you mean disk_full?" in done.output


def test_nothing_is_broken_but_rehearsal_nodes(folder: Path) -> None:
    for host in ("gone", "@local", "nobody"):
        done = called("lab", "break", "disk_full", "--node", host)
        assert done.exit_code == 1
        assert f"{host}: no node of this lab's rehearsal stands for it" in done.output


def test_what_cannot_be_made_is_refused(folder: Path) -> None:
    assert called("lab", "break", "rust", "--node", "gone").exit_code == 64
    assert called("lab", "break", "disk_full").exit_code == 64
    assert called("lab", "break", "--node", "gone").exit_code == 64


def test_what_can_be_made_is_listed(folder: Path) -> None:
    listed = called("lab", "break", "--list").output.splitlines()
    made = {name for name in names() if fault(name).unmade is None}
    assert {line.split()[0] for line in listed} == made


def test_a_node_to_which_nothing_was_applied_has_no_faults_yet(folder: Path) -> None:
    (folder / "group_data").mkdir()
    (folder / "group_data" / "all.py").write_text('host_os = {"provider": "debian"}\n')
    done = called("diagnose", "--limit", "@local")
    assert "unknown: @local: every fault: nothing was applied there yet" in done.output
    assert done.exit_code == 1
