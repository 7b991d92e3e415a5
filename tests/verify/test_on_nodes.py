"""The checkpoints of remote access and the firewall, on real nodes; and each seen to fail."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.pytest_outcomes import outcomes_by_pytest
from support.rehearsed import Rehearsed

from homelab.result import Outcome
from homelab.roadmap.phase1.firewall import checks as firewall
from homelab.roadmap.phase1.firewall.ufw import checks as ufw
from homelab.roadmap.phase1.remote_access import checks as remote_access
from homelab.roadmap.phase1.remote_access.openssh import checks as openssh
from homelab.verify import verify

pytestmark = pytest.mark.lab

DROP_IN = "/etc/ssh/sshd_config.d/00-homelab.conf"
KEYS = "/home/ada/.ssh/authorized_keys"
LEND_ROOT_THE_KEYS = f"mkdir -p /root/.ssh; cp {KEYS} /root/.ssh/"
# systemd 257 loses sight of a running sshd when `systemctl enable` makes its alias anew
NO_START_AT_BOOT = (
    "cd /etc/systemd/system; mkdir -p /root/links;"
    " mv multi-user.target.wants/ssh.service sshd.service /root/links"
)
START_AT_BOOT = (
    "cd /etc/systemd/system; mv /root/links/sshd.service .;"
    " mv /root/links/ssh.service multi-user.target.wants"
)
RESTART = "systemctl reset-failed ssh; systemctl restart ssh"
SERVE = (
    "perl -MIO::Socket::IP -e"
    " '$s = IO::Socket::IP->new(LocalPort => {port}, Listen => 5); sleep 60'"
)
DOORS = {
    "conftest.py": 'pytest_plugins = ["homelab.verify.plugin"]\n',
    "test_phase1.py": "from homelab.roadmap.phase1 import PHASE\n",
}


def sshd_says(sed: str) -> tuple[str, str]:
    """Break sshd's drop-in by a sed expression, and how to repair it."""
    keep = f"cp {DROP_IN} /root/kept"
    return f"{keep}; sed -i '{sed}' {DROP_IN}; {RESTART}", f"cp /root/kept {DROP_IN}; {RESTART}"


def listening(port: int, rule: str, undo: str) -> tuple[str, str]:
    """Let something listen and change the firewall, and how to end both."""
    start = f"nohup {SERVE.format(port=port)} >/dev/null 2>&1 & echo $! > /root/served; sleep 0.5"
    return f"{rule}; {start}", f"{undo}; kill $(cat /root/served)"


# what is broken and how it is repaired; the checkpoints that tell of it
BREAKS: dict[str, tuple[tuple[str, str], set[Any]]] = {
    "passwords are on": (
        sshd_says("s/PasswordAuthentication no/PasswordAuthentication yes/"),
        {remote_access.test_passwords_are_refused, openssh.test_root_and_passwords_are_off},
    ),
    "root may come in": (
        (
            LEND_ROOT_THE_KEYS
            + "; "
            + sshd_says("s/PermitRootLogin no/PermitRootLogin yes/; /AllowGroups/d")[0],
            f"rm /root/.ssh/authorized_keys; {sshd_says('')[1]}",
        ),
        {
            remote_access.test_root_is_refused,
            openssh.test_root_and_passwords_are_off,
            openssh.test_only_declared_groups_may_log_in,
        },
    ),
    "a second port": (
        (
            f"{sshd_says('$ a Port 22')[0]}; ufw allow 22/tcp",
            f"{sshd_says('')[1]}; ufw delete allow 22/tcp",
        ),
        {
            remote_access.test_the_first_port_is_closed,
            openssh.test_only_the_declared_port_is_served,
            firewall.test_nothing_else_is_reachable,
        },
    ),
    "a broken hash": (
        sshd_says("s/^MACs .*/MACs hmac-md5,hmac-sha2-256/"),
        {
            remote_access.test_an_audit_finds_nothing_to_fail,
            openssh.test_algorithms_are_the_declared_ones,
        },
    ),
    "no start at boot": (
        (NO_START_AT_BOOT, START_AT_BOOT),
        {openssh.test_sshd_runs_now_and_after_a_reboot},
    ),
    "a stranger's key": (
        (
            f"cp -p {KEYS} /root/keys; cat /etc/ssh/ssh_host_ed25519_key.pub >> {KEYS}",
            f"cp -p /root/keys {KEYS}",
        ),
        {openssh.test_only_the_declared_keys_open_the_door},
    ),
    "no firewall": (
        ("ufw --force disable", "ufw --force enable"),
        {
            firewall.test_undeclared_service_stays_hidden,
            ufw.test_ufw_is_on_now_and_after_a_reboot,
            ufw.test_what_comes_in_is_denied_by_default,
            ufw.test_logging_is_the_declared_one,
        },
    ),
    "all is allowed": (
        ("ufw default allow incoming", "ufw default deny incoming"),
        {
            firewall.test_undeclared_service_stays_hidden,
            ufw.test_what_comes_in_is_denied_by_default,
        },
    ),
    "an open UDP port": (
        ("ufw allow 40000/udp", "ufw delete allow 40000/udp"),
        {firewall.test_undeclared_service_stays_hidden},
    ),
    "an undeclared port": (
        listening(8765, "ufw allow 8765/tcp", "ufw delete allow 8765/tcp"),
        {firewall.test_nothing_else_is_reachable},
    ),
    "a declared port that is shut": (
        listening(9100, "ufw insert 1 deny 9100/tcp", "ufw delete deny 9100/tcp"),
        {firewall.test_what_is_declared_is_reachable},
    ),
}


def sentence(check: object) -> str:
    return str(check.__doc__).partition("\n")[0].rstrip(".")


@pytest.mark.parametrize("what", BREAKS)
def test_a_break_is_told_by_its_checkpoints_and_no_other(nodes: Rehearsed, what: str) -> None:
    (broken, repaired), checks = BREAKS[what]
    nodes.run("gateway", broken)
    try:
        results = verify(nodes.load(), hosts=["gateway"]).results
    finally:
        nodes.run("gateway", repaired)
    told = {result.name: result.detail for result in results if result.outcome is Outcome.BAD}
    assert set(told) == {sentence(check) for check in checks}
    assert all("actual:" in detail for detail in told.values()), told


def test_a_stopped_sshd_is_bad_from_outside_and_unknown_from_within(nodes: Rehearsed) -> None:
    nodes.run("gateway", "systemctl stop ssh")
    try:
        results = verify(nodes.load(), hosts=["gateway"]).results
    finally:
        nodes.run("gateway", RESTART)
    bad = {result.name for result in results if result.outcome is Outcome.BAD}
    assert bad == {sentence(remote_access.test_the_declared_port_answers)}
    assert {r.outcome for r in results} == {Outcome.BAD, Outcome.UNKNOWN, Outcome.GOOD}


def test_verify_and_pytest_report_the_same(nodes: Rehearsed) -> None:
    (nodes.root / "checks").mkdir(exist_ok=True)
    for name, text in DOORS.items():
        (nodes.root / "checks" / name).write_text(text)
    nodes.run("storage", "ufw logging high")
    try:
        results = verify(nodes.load()).results
        by_pytest = outcomes_by_pytest(nodes.root, f"--inventory={nodes.inventory}")
    finally:
        nodes.run("storage", "ufw logging low")
    functions = {
        sentence(check): name
        for module in (remote_access, openssh, firewall, ufw)
        for name, check in vars(module).items()
        if name.startswith("test_")
    }
    by_verify = {(r.host, functions[r.name], str(r.outcome)) for r in results}
    assert by_verify == by_pytest
    assert [r.name for r in results if r.outcome is not Outcome.GOOD] == [
        sentence(ufw.test_logging_is_the_declared_one)
    ]


def test_the_command_prints_and_exits_as_it_found(nodes: Rehearsed) -> None:
    homelab = str(Path(sys.executable).with_name("homelab"))
    command = [homelab, "verify", "-i", str(nodes.inventory), "--json"]
    junit = nodes.root / "out.xml"
    done = subprocess.run(
        [*command, "--task", "firewall", "--junit", str(junit)],
        capture_output=True, text=True, check=False, cwd=nodes.root,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert (done.returncode, said["exit_code"], done.stderr) == (0, 0, "")
    assert {result["task"] for result in said["results"]} == {"firewall"}
    assert {result["outcome"] for result in said["results"]} == {"good"}
    assert any("nmap" in r["detail"] or "perl" in r["detail"] for r in said["results"])
    assert 'failures="0"' in junit.read_text()


def test_one_connection_a_host_serves_all_questions(nodes: Rehearsed) -> None:
    count = "journalctl -u ssh -o cat | grep -c 'Accepted publickey'"
    before = int(nodes.run("gateway", count))
    verify(nodes.load(), hosts=["gateway"], match="openssh or ufw or logging")
    assert int(nodes.run("gateway", count)) == before + 1
