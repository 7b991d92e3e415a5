"""A lab's beginning and end: beside another, after a kill, with a node that can't boot."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from homelab.lab import Entry, LabError, LabNode, NodeWish, Rehearsal, docker
from homelab.lab import nodes as lab_nodes
from homelab.lab.names import LAB_LABEL, SNAPSHOT_LABEL

pytestmark = pytest.mark.lab

ONE = NodeWish("one", "debian-13", Entry(password="pw"))
TWO = NodeWish("two", "debian-12", Entry(password="pw"))

UP = """
import sys
from pathlib import Path
from homelab.lab import Entry, NodeWish, Rehearsal
entry = Entry(password="pw")
wishes = [NodeWish("one", "debian-13", entry), NodeWish("two", "debian-12", entry)]
Rehearsal(Path(sys.argv[1])).up(wishes, progress=lambda node, told: print(told, flush=True))
"""


def left_of(lab: Rehearsal) -> list[str]:
    """Every container, network and volume with the lab's label or name, snapshots aside."""
    found: list[str] = []
    for listing in (
        ["ps", "--all", "--format", "{{.Names}}"],
        ["network", "ls", "--format", "{{.Name}}"],
        ["volume", "ls", "--format", "{{.Name}}"],
    ):
        found += docker.lines(*listing, "--filter", f"label={LAB_LABEL}={lab.lab}")
        found += docker.lines(*listing, "--filter", f"name=homelab-{lab.lab}")
    kept = ("volume", "ls", "--quiet", "--filter", f"label={SNAPSHOT_LABEL}={lab.lab}")
    return [name for name in found if name not in docker.lines(*kept)]


def test_two_labs_live_side_by_side_and_down_takes_one_whole(
    rehearsal: Rehearsal, nodes: dict[str, LabNode], tree: Rehearsal
) -> None:
    (one,) = tree.up([ONE])
    assert one.ipv4 not in {node.ipv4 for node in nodes.values()}
    assert left_of(tree)
    tree.down()
    assert left_of(tree) == []
    assert tree.status() == ()
    assert {node.name: node.state for node in rehearsal.status()} == dict.fromkeys(nodes, "running")


@pytest.mark.parametrize("moment", ["creating", "booting"])
def test_up_converges_after_a_kill_in_the_middle(tree: Rehearsal, moment: str) -> None:
    killed = subprocess.Popen(
        [sys.executable, "-c", UP, str(tree.root)], stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    for line in killed.stdout:
        if line.strip() == moment:
            os.kill(killed.pid, signal.SIGKILL)
            break
    assert killed.wait() == -signal.SIGKILL
    killed.stdout.close()
    assert [node.state for node in tree.up([ONE, TWO])] == ["running", "running"]
    assert tree.exec("two", ["systemctl", "--failed", "--no-legend"]).stdout == ""


def test_down_after_a_kill_leaves_nothing(tree: Rehearsal) -> None:
    killed = subprocess.Popen(
        [sys.executable, "-c", UP, str(tree.root)], stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    killed.stdout.readline()
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    tree.down()
    assert left_of(tree) == []


def test_a_node_that_stands_is_not_changed_for_another_wish(tree: Rehearsal) -> None:
    tree.up([ONE])
    with pytest.raises(LabError, match="one stands already"):
        tree.up([NodeWish("one", "debian-12", Entry(password="pw"))])


def test_a_node_that_cannot_boot_is_reported_with_its_own_words(
    tree: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.up([ONE])
    tree.exec(
        "one",
        [
            "sh",
            "-c",
            "printf '#!/bin/sh\\necho no disk today; exit 1\\n' > /usr/lib/homelab-lab/init",
        ],
    )
    image = tree.snapshot("one", "broken")
    monkeypatch.setattr(lab_nodes, "BOOT_SECONDS", 3.0)
    with pytest.raises(LabError, match="no disk today"):
        tree.reset("one", image=image)


def test_an_unknown_node_is_named(tree: Rehearsal, tmp_path: Path) -> None:
    with pytest.raises(LabError, match="no node 'nobody'"):
        tree.reboot("nobody")


def test_a_reset_leaves_a_node_whose_name_begins_alike(tree: Rehearsal) -> None:
    tree.up([ONE, NodeWish("one-more", "debian-13", ONE.entry)])
    tree.exec("one-more", ["touch", "/var/lib/docker/mark"])
    tree.reset("one")
    assert tree.exec("one-more", ["ls", "/var/lib/docker"]).stdout == "mark\n"


def test_a_snapshot_begins_a_lab_of_its_own(tree: Rehearsal) -> None:
    tree.up([ONE])
    tree.exec("one", ["touch", "/root/mark"])
    image = tree.snapshot("one", "prepared")
    tree.down()
    assert left_of(tree) == []
    tree.up([ONE], image=image)
    assert tree.exec("one", ["ls", "/root/mark"]).stdout == "/root/mark\n"


def test_a_node_whose_sshd_has_moved_is_kept(tree: Rehearsal) -> None:
    (before,) = tree.up([ONE])
    moved = "echo Port 2222 > /etc/ssh/sshd_config.d/port.conf; systemctl restart ssh"
    tree.exec(ONE.name, ["sh", "-c", moved])
    (after,) = tree.up([ONE])
    assert (after.container, after.state) == (before.container, "running")
