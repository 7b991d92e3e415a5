"""`homelab guard` from another process, and changes that no guard can watch over."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.victim import Victim

from homelab.case.events import events
from homelab.result import ExitCode, exit_code

pytestmark = [pytest.mark.lab]
HOMELAB = Path(sys.executable).with_name("homelab")
FEWER_TRIES = 'remote_access["max_auth_tries"] = 2\n'
GUARD = "/var/lib/homelab/guard"


def guard(node: Victim, *words: str) -> subprocess.CompletedProcess[str]:
    """`homelab guard WORDS`, in the lab's folder."""
    return subprocess.run(
        [str(HOMELAB), "guard", *words], cwd=node.lab.root, text=True, capture_output=True,
        check=False,
    )  # fmt: skip


def leave_armed(node: Victim) -> None:
    """Have a controller die before it confirms, and the node wait for long."""
    assert node.controller(node.wishes(FEWER_TRIES), "before-confirm").wait(60) == -9
    node.run("systemctl stop homelab-guard.timer && echo 600 >/var/lib/homelab/guard/armed/seconds")


def test_a_person_confirms_it(node: Victim) -> None:
    leave_armed(node)
    status = guard(node, "status", "one")
    assert status.returncode == ExitCode.PENDING
    assert "remote_access/openssh" in status.stdout
    assert "waits to be confirmed" in status.stdout

    assert guard(node, "confirm", "one").returncode == ExitCode.OK
    assert node.run(f"ls {GUARD}").split() == ["confirmed", "guard", "lock"]
    said = json.loads(guard(node, "status", "one", "--json").stdout)
    assert said["one"]["state"] == "confirmed"
    assert [e["event"] for e in events(node.lab.root / ".homelab")][-1] == "guard.confirmed"


@pytest.mark.slow
def test_a_person_has_it_put_back(node: Victim) -> None:
    leave_armed(node)
    assert guard(node, "revert", "one").returncode == ExitCode.OK
    node.assert_as_before()
    again = guard(node, "revert", "one")
    assert again.returncode == ExitCode.FAILED
    assert "nothing waits to be confirmed" in again.stderr


@pytest.mark.slow
def test_what_another_controller_left_is_not_touched(node: Victim) -> None:
    leave_armed(node)
    node.run(f'sed -i \'s/"who": "/&somebody-/\' {GUARD}/armed/about')
    between = node.state()
    results = node.apply(node.tried)
    assert exit_code(results) is ExitCode.FAILED
    assert any("`homelab guard revert one`" in r.detail for r in results), results
    assert node.state() == between
    assert guard(node, "revert", "one").returncode == ExitCode.OK


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "mend", "said"),
    [
        (
            "systemctl mask homelab-guard.timer",
            "systemctl unmask homelab-guard.timer; systemctl daemon-reload",
            "its timer",
        ),
        (
            "mv /run/systemd/system /run/systemd/away",
            "mv /run/systemd/away /run/systemd/system",
            "systemd isn't PID 1",
        ),
    ],
    ids=["the timer can't be started", "another init"],
)
def test_it_is_refused_where_it_cannot_be_put_back(
    node: Victim, spoil: str, mend: str, said: str
) -> None:
    node.run(f"rm -f /etc/systemd/system/homelab-guard.*; {spoil}")
    try:
        results = node.apply(node.wishes(FEWER_TRIES))
        assert exit_code(results) is ExitCode.FAILED
        assert any(said in r.detail and "--no-guard" in r.detail for r in results), results
    finally:
        node.run(mend)
    assert node.state() == node.before


def test_a_person_does_without_and_says_why(node: Victim) -> None:
    node.lab.wish(node.host, node.wishes(FEWER_TRIES))
    node.run(f"rm -rf {GUARD}")
    command = [str(HOMELAB), "apply", "--limit", "one", "--no-guard", "the console is beside me"]
    done = subprocess.run(command, cwd=node.lab.root, text=True, capture_output=True, check=False)
    assert done.returncode == ExitCode.OK, done.stdout
    assert "MaxAuthTries 2" in node.run("cat /etc/ssh/sshd_config.d/00-homelab.conf")
    last = list(events(node.lab.root / ".homelab"))[-1]
    assert (last["event"], last["host"], last["task"], last["why"]) == (
        "guard.skipped", "one", "remote_access/openssh", "the console is beside me",
    )  # fmt: skip
    assert "armed" not in node.run(f"ls {GUARD} 2>/dev/null || true")
