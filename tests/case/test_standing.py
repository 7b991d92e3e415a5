"""The case stands where today's evidence has it, and says why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from homelab.case.attestations import Attestation
from homelab.case.criteria import Case
from homelab.case.evidence import Evidence
from homelab.case.standing import standing
from homelab.cmmn import Running, State
from homelab.gates import roadmap_case
from homelab.report.why import why
from homelab.result import Outcome
from homelab.roadmap import registry

DAY = "2026-11-02T10:00:00+00:00"
PHASES = {phase.number: phase for phase in registry.phases()}
FIRST = PHASES[1].tasks
WORDS = {each.text: Attestation(each.text, "", "ada@laptop", DAY) for each in PHASES[1].entry}


def case(said: Mapping[str, Outcome], wished: tuple[str, ...] = FIRST) -> Case:
    evidence = {
        ("nas", task): Evidence("nas", task, {"it works": outcome}, {}, DAY, DAY, "ada@laptop")
        for task, outcome in said.items()
    }
    return Case(PHASES, {"nas": set(wished)}, evidence, {1: WORDS})


def states(found: Case, *overrides: int) -> dict[str, State]:
    return {each.item.id: each.state for each in run(found, *overrides).instances.values()}


def run(found: Case, *overrides: int) -> Running:
    return standing(found, roadmap_case(), overrides)


def told(found: Case, part: str) -> str:
    model = roadmap_case()
    return why(found, run(found), model.item(part))


GOOD = dict.fromkeys(FIRST, Outcome.GOOD)


def test_a_phase_waits_for_what_people_say() -> None:
    found = Case(PHASES, {"nas": {"firewall"}}, {}, {})
    assert states(found)["phase1"] is State.AVAILABLE
    assert "Hardware acquired: nobody has attested it" in told(found, "phase1")


def test_a_phase_is_complete_with_its_tasks_and_the_next_one_begins() -> None:
    found = states(case(GOOD))
    assert found["phase1"] is State.COMPLETED
    assert {found[task] for task in FIRST} == {State.COMPLETED}
    assert found["host_os.milestone"] is State.COMPLETED
    assert found["phase2"] is State.ACTIVE
    assert found["container_platform"] is State.ENABLED  # nobody wishes for it
    assert found["phase3"] is State.AVAILABLE


def test_a_milestone_whose_checkpoint_fails_today_is_not_reached() -> None:
    found = case(GOOD | {"network": Outcome.BAD})
    assert states(found)["network"] is State.FAILED
    assert states(found)["network.milestone"] is State.AVAILABLE
    assert states(found)["phase1"] is State.ACTIVE
    assert states(found)["phase2"] is State.AVAILABLE
    assert "nas: network: it works: bad since 2026-11-02T10:00" in told(found, "network")
    assert "Basic Network Configuration is failed" in told(found, "network.milestone")
    assert "Phase 1: Initial Setup is active" in told(found, "phase2")


def test_what_cannot_be_told_is_at_work() -> None:
    assert states(case(GOOD | {"network": Outcome.UNKNOWN}))["network"] is State.ACTIVE


def test_an_optional_task_is_planned_where_it_is_wished_for() -> None:
    without = tuple(task for task in FIRST if task != "dns")
    assert "dns" not in states(case(GOOD, without))
    assert "no host wishes for it" in told(case({**GOOD, "network": Outcome.BAD}, without), "dns")
    assert states(case(GOOD))["dns"] is State.COMPLETED


@pytest.mark.parametrize("overrides", [(), (2,)])
def test_a_phase_that_somebody_began_all_the_same_has_begun(overrides: tuple[int, ...]) -> None:
    found = states(case({}), *overrides)
    assert found["phase2"] is (State.ACTIVE if overrides else State.AVAILABLE)


def test_work_that_was_seen_has_begun() -> None:
    wished = (*FIRST, "container_platform")
    bad_network = GOOD | {"network": Outcome.BAD, "container_platform": Outcome.GOOD}
    assert states(case(bad_network, wished))["phase2"] is State.ACTIVE


def test_a_milestone_says_what_it_stands_on() -> None:
    said = told(case(GOOD), "host_os.milestone")
    assert said.startswith("Host OS Installed & Bootable is reached:")
    assert "nas: host_os: 1 checkpoints good" in said
