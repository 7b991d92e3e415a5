"""What only a person can see stays unknown until a person has said it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from homelab.rehearsal.inventory import write

Homelab = Callable[..., subprocess.CompletedProcess[str]]
WISHES = 'firmware = {"provider": "manual", "attest": ["The fans turn", "The lid is shut"]}\n'
ASKED = ("verify", "--task", "firmware", "-k", "person_has_looked", "--json")


@pytest.fixture(autouse=True)
def wishes(lab: Path) -> None:
    """This machine is the lab, and its firmware is to be looked at."""
    (lab / "inventory.py").write_text('homelab = ["@local"]\n')
    (lab / "group_data").mkdir()
    (lab / "group_data" / "all.py").write_text(WISHES)


def outcome(homelab: Homelab) -> tuple[str, str]:
    """What the checkpoint said, and its evidence."""
    (result,) = json.loads(homelab(*ASKED).stdout)["results"]
    return result["outcome"], result["detail"]


def done(homelab: Homelab, *more: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return homelab("case", "done", "firmware", "--node", "@local", *more, stdin=stdin)


def test_what_nobody_attested_is_unknown(homelab: Homelab) -> None:
    said, why = outcome(homelab)
    assert said == "unknown"
    assert "The fans turn; The lid is shut" in why
    assert "homelab case done firmware --node @local" in why


def test_a_yes_to_one_thing_is_no_yes_to_the_other(homelab: Homelab) -> None:
    assert done(homelab, stdin="y\nn\n").returncode == 2
    said, why = outcome(homelab)
    assert said == "unknown"
    assert "The lid is shut" in why
    assert "The fans turn" not in why
    listed = homelab("case", "todo")
    assert listed.returncode == 2
    assert "✔ @local  firmware  The fans turn" in listed.stdout
    assert "· @local  firmware  The lid is shut" in listed.stdout


def test_what_is_attested_is_evidence_with_who_and_when(homelab: Homelab) -> None:
    assert done(homelab, "--yes", "--note", "heard them").returncode == 0
    said, why = outcome(homelab)
    assert said == "good"
    assert "The fans turn: attested by " in why
    assert "heard them" in why
    assert homelab("case", "done", "phase1", "--yes").returncode == 0
    listed = homelab("case", "todo", "--phase", "1", "--json")
    assert listed.returncode == 0
    notes = [each["attestation"]["note"] for each in json.loads(listed.stdout)]
    assert notes == ["", "", "", "heard them", "heard them"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["firmwear", "--node", "@local"], "did you mean firmware?"),
        (["firmware", "--node", "nas"], "nas: no such host"),
        (["hardware", "--node", "@local"], "hardware asks nothing of a person on @local"),
        (["firmware"], "Say of which machine"),
        (["phase2"], "phase2 asks nothing of a person on lab"),
    ],
)
def test_what_is_not_asked_cannot_be_attested(
    homelab: Homelab, words: list[str], told: str
) -> None:
    refused = homelab("case", "done", *words, "--yes")
    assert refused.returncode == 64
    assert told in refused.stderr


def test_a_rehearsal_has_no_machine_to_look_at(homelab: Homelab, lab: Path) -> None:
    write(lab, lab / "inventory.py", {"@local": {}})
    refused = homelab("--lab", "case", "done", "firmware", "--node", "local", "--yes")
    assert refused.returncode == 64
    assert "leave --lab out" in refused.stderr


def test_a_damaged_line_of_history_is_named_and_the_rest_counts(
    homelab: Homelab, lab: Path
) -> None:
    assert done(homelab, "--yes").returncode == 0
    history = lab / ".homelab" / "events.jsonl"
    history.write_text('{"at": "2026-11-0\n' + history.read_text())
    shown = homelab("case")
    assert shown.returncode == 0
    assert "events.jsonl: line 1: no event, and left out" in shown.stderr
    assert "✔ @local  firmware  The fans turn" in homelab("case", "todo").stdout
