"""What every backup must meet: copies come by themselves, and were restored for a test."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from homelab.contract import Node
from homelab.roadmap.phase2.backup.settings import BackupSettings
from homelab.verify.errors import CannotTell

if TYPE_CHECKING:
    from testinfra.host import Host

BackupNode = Node[BackupSettings]
PATIENCE = 300.0
"""Seconds for a first copy and its drill; longer ones are asked about later."""


def known(host: Host) -> dict[str, Any]:
    """What the node knows of its copies and proofs, looked at anew where that isn't all good."""
    said = status(host)
    is_new = any(not said["services"].get(name, {}).get("proof") for name in expected(said))
    if said["troubles"] or is_new:
        prove(host)
        said = status(host)
    return said


def status(host: Host) -> dict[str, Any]:
    """What it knows now."""
    said = host.run("homelab-backup status")
    assert said.stdout, said.stderr
    found: dict[str, Any] = json.loads(said.stdout)
    return found


def expected(said: dict[str, Any]) -> list[str]:
    """The services that were applied, so that they must be kept."""
    return [name for name, is_applied in said["expected"].items() if is_applied]


def prove(host: Host) -> None:
    """Copy what has no copy, and drill what has no proof: the test that the roadmap asks for."""
    unit = "homelab-checkpoint-backup"
    line = "homelab-backup backup --only-new; homelab-backup drill --only-new"
    host.run(f"systemd-run --quiet --collect --unit={unit} sh -c %s", line)
    deadline = time.monotonic() + PATIENCE
    while host.run(f"systemctl is-active --quiet {unit}").succeeded:
        if time.monotonic() > deadline:
            raise CannotTell(f"the first drill takes longer than {PATIENCE:.0f} s: ask again later")
        time.sleep(1)


def test_copies_come_on_schedule(host: Host) -> None:
    """The next copy and the next drill are due by themselves, now and after a reboot."""
    for name in ("backup", "drill"):
        timer = f"homelab-{name}.timer"
        assert host.run(f"systemctl is-enabled {timer}").stdout.strip() == "enabled"
        due = host.check_output(f"systemctl show {timer} -P NextElapseUSecRealtime")
        assert due.strip(), f"{timer} is never due"


def test_everything_was_restored_for_a_test(host: Host, node: BackupNode) -> None:
    """The copy of every service was restored, compared by checksum and put to the proof."""
    said = known(host)
    oldest = datetime.now(UTC) - timedelta(days=node.settings.drill_days)
    for name in expected(said):
        each = said["services"][name]
        assert not each["trouble"], f"{name} isn't copied: {each['trouble']}"
        assert set(each["copies"]) == set(node.settings.repositories), f"{name}: {each['copies']}"
        proof = each["proof"]
        assert not proof["trouble"], f"{name} can't be restored: {proof['trouble']}"
        assert datetime.fromisoformat(proof["at"]) > oldest, f"{name}: proved {proof['at']} last"


def test_copies_are_fresh(host: Host, node: BackupNode) -> None:
    """The newest copy of every service, in every repository, is as young as declared."""
    said = known(host)
    oldest = datetime.now(UTC) - timedelta(days=node.settings.copy_days)
    for name in expected(said):
        for repository, copy in said["services"][name]["copies"].items():
            at = copy["at"]
            assert datetime.fromisoformat(at) > oldest, f"{name} in {repository} is of {at}"


def test_repositories_are_whole(host: Host) -> None:
    """Every repository opens with its password and is undamaged, when it was last looked at."""
    found = known(host)["repositories"]
    assert found, "no repository was looked at yet"
    for name, each in found.items():
        assert not each["trouble"], f"{name}: {each['trouble']}"


def test_copies_live_up_to_the_rule(host: Host, node: BackupNode) -> None:
    """There are as many copies, media, and places off site and immutable as declared."""
    found = known(host)["rule"]
    for name, least in node.settings.rule.model_dump().items():
        assert found[name] >= least, f"{name}: {found[name]}, and {least} are declared"
