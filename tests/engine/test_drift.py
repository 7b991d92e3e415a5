"""Drift is what was changed on a node; what was changed in the wishes is told apart."""

from __future__ import annotations

import pytest
from support.rehearsed import Rehearsed

from engine.test_plan import HOST, ONLY, STATE
from homelab import engine
from homelab.result import ExitCode, Outcome, Result, exit_code

pytestmark = pytest.mark.lab
DROP_IN = "/etc/ssh/sshd_config.d/00-homelab.conf"
SPOIL = f"sed -i 's/PermitRootLogin no/PermitRootLogin yes/' {DROP_IN}"
WISH = 'host_os = {"provider": "debian", "timezone": "Europe/Vienna"}\n'


def named(results: list[Result], outcome: Outcome) -> list[str]:
    return [each.name for each in results if each.outcome is outcome]


def drift(lab: Rehearsed) -> list[Result]:
    return engine.drift(lab.load(), ONLY)


@pytest.fixture
def applied(lab: Rehearsed) -> Rehearsed:
    assert exit_code(lab.load().apply(ONLY)) is ExitCode.OK
    return lab


def test_what_was_just_applied_has_not_drifted(applied: Rehearsed) -> None:
    assert exit_code(drift(applied)) is ExitCode.OK


def test_a_change_on_the_node_is_drift_and_nothing_is_changed(applied: Rehearsed) -> None:
    applied.run(HOST, SPOIL)
    drift(applied)  # the first login leaves traces of its own
    before = applied.run(HOST, STATE)
    results = drift(applied)
    assert applied.run(HOST, STATE).splitlines() == before.splitlines()
    assert exit_code(results) is ExitCode.DRIFT
    assert named(results, Outcome.DRIFTED) == ["sshd is hardened", "sshd runs what its files say"]
    assert named(results, Outcome.PENDING) == []
    spoiled = next(each for each in results if each.outcome is Outcome.DRIFTED)
    assert "-PermitRootLogin yes\n+PermitRootLogin no\n" in spoiled.diff


def test_a_change_in_the_wishes_is_pending(applied: Rehearsed) -> None:
    applied.wish(WISH)
    results = drift(applied)
    assert exit_code(results) is ExitCode.PENDING
    assert "clocks show the time of Europe/Vienna" in named(results, Outcome.PENDING)
    assert named(results, Outcome.DRIFTED) == []


def test_both_are_told_apart(applied: Rehearsed) -> None:
    applied.run(HOST, SPOIL)
    applied.wish(WISH)
    results = drift(applied)
    assert exit_code(results) is ExitCode.DRIFT
    assert "sshd is hardened" in named(results, Outcome.DRIFTED)
    assert "clocks show the time of Europe/Vienna" in named(results, Outcome.PENDING)
    assert "sshd is hardened" not in named(results, Outcome.PENDING)


def test_what_is_no_longer_wished_is_pending_and_no_drift(applied: Rehearsed) -> None:
    applied.wish(WISH)
    assert exit_code(applied.load().apply(ONLY)) is ExitCode.OK
    applied.wish("")
    results = drift(applied)
    assert named(results, Outcome.DRIFTED) == []
    assert "apt's own settings are back" in named(results, Outcome.PENDING)
