"""A criterion is met by evidence alone, and what isn't known is neither met nor not met."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from homelab.case.attestations import Attestation
from homelab.case.criteria import Case, State
from homelab.case.evidence import Evidence
from homelab.contract import Criterion, Phase
from homelab.result import Outcome

GOOD, BAD, UNKNOWN = Outcome.GOOD, Outcome.BAD, Outcome.UNKNOWN
BOTH = {"alpha": {"firewall"}, "beta": {"firewall"}}
WORD = Attestation("it is paid for", "", "ada@laptop", "2026-11-01T10:00:00+00:00")


def phase(number: int, *criteria: Criterion) -> Phase:
    return Phase(number, "", "", "", (), ("firewall", "git"), (), criteria, ())


def said(host: str, *outcomes: Outcome, task: str = "firewall") -> Evidence:
    day = "2026-11-02T10:00:00+00:00"
    names = {f"checkpoint {number}": outcome for number, outcome in enumerate(outcomes)}
    return Evidence(host, task, names, {}, day, day, "ada@laptop")


def state(
    criterion: Criterion,
    *found: Evidence,
    wished: Mapping[str, set[str]] = BOTH,
    words: Mapping[str, Attestation] | None = None,
) -> State:
    evidence = {(each.host, each.task): each for each in found}
    (judged,) = Case({1: phase(1, criterion)}, wished, evidence, {1: words or {}}).exit(1)
    return judged.state


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([said("alpha", GOOD, GOOD), said("beta", GOOD)], State.MET),
        ([said("alpha", GOOD, BAD), said("beta", GOOD)], State.NOT_MET),
        ([said("alpha", GOOD, UNKNOWN), said("beta", GOOD)], State.UNKNOWN),
        ([said("alpha", GOOD, UNKNOWN), said("beta", BAD)], State.NOT_MET),
        ([said("alpha", GOOD)], State.UNKNOWN),
        ([], State.UNKNOWN),
        ([said("alpha", GOOD), said("beta", GOOD), said("gone", BAD)], State.MET),
    ],
)
def test_every_host_that_wishes_for_a_task_must_be_good(
    found: list[Evidence], expected: State
) -> None:
    assert state(Criterion("walls stand", ("firewall",)), *found) is expected


def test_a_task_that_nobody_wishes_for_leaves_it_unknown_unless_it_is_optional() -> None:
    good = [said("alpha", GOOD), said("beta", GOOD)]
    assert state(Criterion("walls and history", ("firewall", "git")), *good) is State.UNKNOWN
    either = Criterion("walls and history", ("firewall", "git"), is_optional=True)
    assert state(either, *good) is State.MET


def test_what_a_person_must_say_is_unknown_until_they_have() -> None:
    criterion = Criterion("it is paid for")
    assert state(criterion) is State.UNKNOWN
    assert state(criterion, words={"it is paid for": WORD}) is State.MET
    assert state(criterion, words={"it is plugged in": WORD}) is State.UNKNOWN


def test_a_phase_waits_for_the_one_before_it() -> None:
    phases = {
        1: phase(1, Criterion("walls stand", ("firewall",))),
        2: phase(2, Criterion("the first is over", phase=1)),
    }
    good = {("alpha", "firewall"): said("alpha", GOOD), ("beta", "firewall"): said("beta", GOOD)}
    assert Case(phases, BOTH, good, {}).is_over(2)
    bad = good | {("beta", "firewall"): said("beta", BAD)}
    case = Case(phases, BOTH, bad, {})
    assert not case.is_over(2)
    assert case.exit(2)[0].why == ("walls stand: not met",)
    assert case.exit(1)[0].why == (
        "beta: firewall: checkpoint 0: bad since 2026-11-02T10:00",
    )  # and nothing of alpha, which is good
