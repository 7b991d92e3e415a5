"""Disks that are full, controllers that die, nodes that reboot: it recovers, or it completes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from support.victim import SECONDS, At, Victim

from homelab.result import ExitCode, Outcome, exit_code

pytestmark = [pytest.mark.lab]
FEWER_TRIES = 'remote_access["max_auth_tries"] = 2\n'
ANOTHER_KEY = 'remote_access["admin"]["keys"].append("{} again")\n'
STATUS = "sh /var/lib/homelab/guard/guard status | head -n 1"


@pytest.mark.slow
@pytest.mark.relies_on("guard")
def test_the_disk_of_sshds_configuration_is_full(node: Victim) -> None:
    """What was changed before the disk was full is put back too."""
    key = node.lab.access().split("ssh-ed25519 ")[1].split(" ")[0]
    wishes = node.wishes(ANOTHER_KEY.format(f"ssh-ed25519 {key}") + FEWER_TRIES)
    with full_disk(node, "/etc/ssh"):
        results = node.apply(wishes)
        assert any(r.outcome is Outcome.FAILED and "space" in r.detail for r in results), results
        node.assert_put_back(results)


@pytest.mark.relies_on("guard")
def test_the_disk_of_the_guard_is_full(node: Victim) -> None:
    """It can't keep what there is, so nothing is changed."""
    with full_disk(node, "/var/lib/homelab"):
        results = node.apply(node.wishes(FEWER_TRIES))
        assert exit_code(results) is ExitCode.FAILED
        node.assert_as_before()
    assert any("can't put it back by itself" in r.detail for r in results), results


@pytest.mark.relies_on("guard")
def test_the_controller_is_killed_before_it_confirms(node: Victim) -> None:
    controller = node.controller(node.wishes(FEWER_TRIES), "before-confirm")
    assert controller.wait(60) == -9
    assert node.state() != node.before
    wait_until(node, "reverted")
    node.assert_as_before()


@pytest.mark.slow
@pytest.mark.relies_on("guard")
def test_the_controller_is_killed_while_it_confirms(node: Victim) -> None:
    """Whether the node heard it or not: it is as it was, or as it was to be."""
    with nobody_confirms(node):
        controller = node.controller(node.wishes(FEWER_TRIES))
        wait_for_process(node, "guard confirm")
        controller.kill()
        controller.wait(10)
    wait_until(node, "reverted", "confirmed")
    if node.run(STATUS).strip() == "reverted":
        node.assert_as_before()
    else:
        assert [r for r in node.apply(node.tried) if r.outcome is not Outcome.UNCHANGED] == []
        node.get_in()


@pytest.mark.relies_on("record")
def test_the_controller_is_killed_after_it_confirmed(node: Victim) -> None:
    controller = node.controller(node.wishes(FEWER_TRIES), "after-confirm")
    assert controller.wait(60) == -9
    assert [r for r in node.apply(node.tried) if r.outcome is not Outcome.UNCHANGED] == []
    assert '"max_auth_tries": 2' in node.run("cat /var/lib/homelab/applied/remote_access/*")


@pytest.mark.slow
@pytest.mark.relies_on("guard")
def test_the_connection_is_cut_while_it_confirms(node: Victim) -> None:
    """Homelab comes back and confirms over another one."""
    with nobody_confirms(node):
        cut = threading.Thread(target=cut_when_confirming, args=(node,))
        cut.start()
        results = node.apply(node.wishes(FEWER_TRIES))
        cut.join()
    assert node.cuts == 1
    assert exit_code(results) is ExitCode.OK, results
    assert node.run(STATUS).strip() == "confirmed"


@pytest.mark.relies_on("guard")
def test_the_node_is_rebooted_before_homelab_confirms(node: Victim) -> None:
    """Nobody comes back, so the node puts itself back after it booted."""
    controller = node.controller(node.wishes(FEWER_TRIES), "before-confirm")
    assert controller.wait(60) == -9
    node.reboot()
    wait_until(node, "reverted", seconds=SECONDS + 20)
    node.assert_as_before()


@pytest.mark.slow
@pytest.mark.relies_on("guard")
def test_the_node_is_rebooted_while_it_puts_itself_back(node: Victim) -> None:
    controller = node.controller(node.wishes(FEWER_TRIES), "before-confirm")
    assert controller.wait(60) == -9
    drop_in = "/run/systemd/system/ssh.service.d"
    slow = f"printf '[Service]\\nExecReload=sleep 60\\n' >{drop_in}/slow.conf"
    node.run(f"mkdir -p {drop_in} && {slow} && systemctl daemon-reload")
    wait_for_process(node, "guard put-back")
    node.reboot()
    wait_until(node, "reverted", seconds=SECONDS + 20)
    node.assert_as_before()


@pytest.mark.relies_on("lock")
def test_two_controllers_come_at_once(node: Victim) -> None:
    """One of them changes the node; the other is told who does."""
    others: list[Outcome] = []
    told: list[str] = []

    def come_too() -> None:
        for result in node.lab.load().apply():
            others.append(result.outcome)
            told.append(result.detail)

    results = node.apply(node.wishes(FEWER_TRIES), At("sshd is hardened", come_too))
    assert Outcome.CHANGED not in others
    assert any("has been applying since" in detail for detail in told), told
    assert exit_code(results) is ExitCode.OK, results


@pytest.mark.slow
@pytest.mark.relies_on("probe")
def test_the_address_is_taken_already(node: Victim) -> None:
    """It is asked for before it is used, so nobody else is disturbed."""
    taken = str(node.lab.node(node.beside).ipv4 + 60)
    node.lab.run(node.beside, f"ip address add {taken}/24 dev eth0")
    try:
        results = node.apply(node.wishes(address=f"{taken}/24"))
        assert any(f"{taken} is taken already" in r.detail for r in results), results
        node.assert_put_back(results)
    finally:
        node.lab.run(node.beside, f"ip address delete {taken}/24 dev eth0")


@contextmanager
def full_disk(node: Victim, folder: str) -> Iterator[None]:
    """A small disk without room lies over FOLDER, with all that was in it."""
    node.run(
        f"mkdir -p /run/kept && cp -a {folder}/. /run/kept"
        f" && mount -t tmpfs -o size=1m none {folder} && chmod --reference=/run/kept {folder}"
        f" && cp -a /run/kept/. {folder}"
        f" && ! dd if=/dev/zero of={folder}/filler bs=1k 2>/dev/null && chmod 600 {folder}/filler"
    )
    before, node.before = node.before, node.state()
    try:
        yield
    finally:
        node.before = before
        node.run(f"umount {folder}; rm -rf /run/kept")


@contextmanager
def nobody_confirms(node: Victim) -> Iterator[None]:
    """Whoever would confirm has to wait until the end."""
    until_armed = "until [ -e /var/lib/homelab/guard/armed ]; do sleep 0.1; done"
    hold = "flock /var/lib/homelab/guard/lock sh -c 'while [ -e /run/nobody ]; do sleep 0.1; done'"
    node.run(f"touch /run/nobody; ({until_armed}; {hold}) >/dev/null 2>&1 &")
    try:
        yield
    finally:
        node.run("rm -f /run/nobody")


def cut_when_confirming(node: Victim) -> None:
    """Kill the admin's sessions as soon as one confirms, and let others confirm."""
    wait_for_process(node, "guard confirm")
    node.run("pkill -9 -u ada; rm -f /run/nobody")
    node.cuts += 1


def wait_for_process(node: Victim, words: str, seconds: float = 40) -> None:
    """Wait until the node runs a command of such WORDS."""
    pattern = f"[{words[0]}]{words[1:]}"
    node.run(f"timeout {seconds} sh -c 'until pgrep -f \"{pattern}\"; do sleep 0.1; done'")


def wait_until(node: Victim, *states: str, seconds: float = SECONDS + 10) -> None:
    """Wait until the node's guard says one of STATES."""
    deadline = time.monotonic() + seconds
    while node.run(STATUS).strip() not in states:
        assert time.monotonic() < deadline, f"not {' or '.join(states)}: {node.run(STATUS)}"
        time.sleep(0.5)
