"""History grows by what has changed, and what was asked last counts."""

from __future__ import annotations

from pathlib import Path

from homelab.case.events import events
from homelab.case.evidence import evidence, keep
from homelab.result import Kind, Outcome, Result


def result(name: str, outcome: Outcome, host: str = "alpha", task: str = "firewall") -> Result:
    detail = "" if outcome is Outcome.GOOD else "expected: shut\nactual:   open"
    return Result(host, task, "ufw", name, Kind.CHECKPOINT, outcome, detail=detail)


def test_the_same_again_adds_no_line_and_is_asked_later(tmp_path: Path) -> None:
    keep(tmp_path, [result("it is on", Outcome.GOOD), result("it is shut", Outcome.BAD)])
    first = evidence(tmp_path)["alpha", "firewall"]
    keep(tmp_path, [result("it is shut", Outcome.BAD), result("it is on", Outcome.GOOD)])
    again = evidence(tmp_path)["alpha", "firewall"]
    assert len(list(events(tmp_path))) == 1
    assert again.since == first.since
    assert again.asked >= first.asked
    assert again.details == {"it is shut": "expected: shut\nactual:   open"}


def test_the_newest_counts_and_a_checkpoint_that_is_gone_is_gone(tmp_path: Path) -> None:
    keep(tmp_path, [result("it is on", Outcome.BAD), result("an old one", Outcome.BAD)])
    keep(tmp_path, [result("it is on", Outcome.GOOD)])
    assert evidence(tmp_path)["alpha", "firewall"].outcomes == {"it is on": Outcome.GOOD}
    assert len(list(events(tmp_path))) == 2


def test_what_was_not_asked_stays_as_it_was(tmp_path: Path) -> None:
    keep(tmp_path, [result("it is on", Outcome.GOOD), result("it is on", Outcome.BAD, "beta")])
    keep(tmp_path, [result("it is on", Outcome.NOT_REACHED)])
    found = evidence(tmp_path)
    assert found["alpha", "firewall"].outcomes == {"it is on": Outcome.GOOD}
    assert found["beta", "firewall"].outcomes == {"it is on": Outcome.BAD}


def test_a_lost_or_broken_note_of_when_loses_no_evidence(tmp_path: Path) -> None:
    keep(tmp_path, [result("it is on", Outcome.GOOD)])
    (tmp_path / "verified.json").write_text("{")
    found = evidence(tmp_path)["alpha", "firewall"]
    assert found.asked == found.since
