"""Phase 2 begins when Phase 1 is over by the evidence, or when somebody says why it may."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from homelab.case.events import events
from homelab.case.evidence import keep
from homelab.result import Kind, Outcome, Result

Homelab = Callable[..., subprocess.CompletedProcess[str]]
WISHES = """
host_os = {"provider": "debian"}
network = {"provider": "systemd_networkd", "interface": "eth0"}
remote_access = {"provider": "openssh", "port": 9, "first_contact": {"port": 9},
    "admin": {"name": "ada", "keys": [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPaK9Nv2x6OhdLijr1G7cZcjKsONLwUCI8td8aO+0H7 ada"]}}
firewall = {"provider": "ufw"}
"""
FOUNDATION = ["host_os", "network", "remote_access", "firewall"]


@pytest.fixture(autouse=True)
def wishes(lab: Path) -> None:
    (lab / "inventory.py").write_text('homelab = [("nas", {"ssh_hostname": "127.0.0.1"})]\n')
    (lab / "group_data").mkdir()
    (lab / "group_data" / "all.py").write_text(WISHES)


def verified(lab: Path, **outcomes: Outcome) -> None:
    """What a verify of the foundation left, where all is good but what OUTCOMES say."""
    keep(
        lab / ".homelab",
        [
            Result("nas", task, "", "It is so", Kind.CHECKPOINT, outcomes.get(task, Outcome.GOOD))
            for task in FOUNDATION
        ],
    )


def begin(homelab: Homelab, *more: str) -> subprocess.CompletedProcess[str]:
    """Begin Phase 2 on a node where nothing listens."""
    return homelab("apply", "--phase", "2", *more)


def has_begun(done: subprocess.CompletedProcess[str]) -> bool:
    return "nas: is reached: unknown" in done.stdout


def test_without_evidence_it_does_not_begin(homelab: Homelab) -> None:
    refused = begin(homelab)
    assert (refused.returncode, has_begun(refused)) == (1, False)
    assert "Phase 2 doesn't begin, as phase 1 isn't over" in refused.stderr
    assert "nas: firewall was never verified" in refused.stderr
    assert "homelab verify --phase 1" in refused.stderr


def test_one_bad_checkpoint_keeps_it_shut_and_is_named(homelab: Homelab, lab: Path) -> None:
    verified(lab, firewall=Outcome.BAD)
    refused = begin(homelab)
    assert (refused.returncode, has_begun(refused)) == (1, False)
    assert "Host firewall is active with baseline rules: not met" in refused.stderr
    assert "nas: firewall: It is so: bad since" in refused.stderr
    assert "hardened SSH" not in refused.stderr, "that one is met"


def test_with_all_of_it_good_it_begins(homelab: Homelab, lab: Path) -> None:
    verified(lab)
    assert has_begun(begin(homelab))


def test_what_was_good_once_and_fails_today_shuts_it_again(homelab: Homelab, lab: Path) -> None:
    verified(lab)
    verified(lab, remote_access=Outcome.BAD)
    assert not has_begun(begin(homelab))


def test_an_override_goes_on_record_with_its_reason(homelab: Homelab, lab: Path) -> None:
    verified(lab, network=Outcome.UNKNOWN)
    assert begin(homelab, "--override", " ").returncode == 64
    assert has_begun(begin(homelab, "--override", "the router is on order"))
    *_, last = events(lab / ".homelab")
    assert (last["event"], last["phase"]) == ("gate.overridden", "phase2")
    assert last["why"] == "the router is on order"
    assert "Basic network configuration is complete and verified" in last["unmet"]


def test_single_tasks_have_no_gate(homelab: Homelab) -> None:
    assert has_begun(begin(homelab, "--task", "services"))


def test_the_case_shows_what_is_met_and_why_not(homelab: Homelab, lab: Path) -> None:
    verified(lab, firewall=Outcome.BAD)
    shown = homelab("case", "--phase", "1").stdout
    assert "? Hardware acquired\n        nobody has attested it" in shown
    assert "✔ Basic network configuration is complete and verified" in shown
    assert "✘ Host firewall is active with baseline rules" in shown
    (phase,) = json.loads(homelab("case", "--phase", "1", "--json").stdout)["phases"]
    states = [criterion["state"] for criterion in phase["exit"]]
    assert states == ["met", "met", "not met", "met", "not met"]
    assert not phase["is_over"]
