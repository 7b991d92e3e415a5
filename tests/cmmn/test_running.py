"""A case goes on as CMMN 1.1 says."""

from __future__ import annotations

import pytest

from homelab.cmmn import (
    Case,
    Kind,
    OnPart,
    PlanItem,
    Refused,
    Running,
    Sentry,
    State,
    Transition,
    begun,
    dropped,
    given,
    planned,
    told,
)

COMPLETE, START = Transition.COMPLETE, Transition.MANUAL_START


def task(name: str, *entry: Sentry, **more: object) -> PlanItem:
    return PlanItem(name, name, Kind.PROCESS_TASK, entry, **more)  # type: ignore[arg-type]


def milestone(name: str, *entry: Sentry, **more: object) -> PlanItem:
    return PlanItem(name, name, Kind.MILESTONE, entry, **more)  # type: ignore[arg-type]


def stage(name: str, *items: PlanItem, **more: object) -> PlanItem:
    more.setdefault("completes_by_itself", True)
    return PlanItem(name, name, Kind.STAGE, items=items, **more)  # type: ignore[arg-type]


def when(*sources: str, if_: str | None = None, event: Transition = COMPLETE) -> Sentry:
    return Sentry(tuple(OnPart(source, event) for source in sources), if_)


def case(*items: PlanItem, **more: object) -> Case:
    return Case("case", "Case", stage("plan", *items, **more))


def states(running: Running) -> dict[str, str]:
    return {name: str(each.state) for name, each in running.instances.items() if name != "plan"}


def test_a_task_without_entry_is_active_at_once() -> None:
    assert states(begun(case(task("a", is_required=True)))) == {"a": "active"}


def test_a_task_that_is_started_by_hand_waits() -> None:
    running = begun(case(task("a", is_manual=True, is_required=True)))
    assert states(running) == {"a": "enabled"}
    assert states(told(running, "a", START)) == {"a": "active"}


def test_what_comes_after_begins_when_all_before_it_are_complete() -> None:
    running = begun(case(task("a"), task("b"), task("c", when("a", "b"), is_required=True)))
    running = told(running, "a", COMPLETE)
    assert states(running)["c"] == "available"
    assert states(told(running, "b", COMPLETE))["c"] == "active"


def test_one_of_several_criteria_is_enough() -> None:
    running = begun(case(task("a"), task("b"), task("c", when("a"), when("b"))))
    assert states(told(running, "b", COMPLETE))["c"] == "active"


def test_an_if_part_holds_back_what_has_happened() -> None:
    running = told(begun(case(task("a"), milestone("m", when("a", if_="good")))), "a", COMPLETE)
    assert states(running) == {"a": "completed", "m": "terminated"}  # the plan was over without it
    running = begun(case(task("a"), milestone("m", when("a", if_="good"), is_required=True)))
    running = told(running, "a", COMPLETE)
    assert states(running)["m"] == "available"
    running = given(running, {"good": True})
    assert states(running)["m"] == "completed"
    assert running.state is State.COMPLETED


def test_an_exit_criterion_ends_a_stage_with_all_within() -> None:
    inner = stage("s", task("a"), milestone("m", when("a")), exit=(when(if_="stop"),))
    running = given(begun(case(inner, task("z", is_required=True))), {"stop": True})
    assert states(running) == {
        "s": "terminated",
        "z": "active",
        "a": "terminated",
        "m": "terminated",
    }


def test_a_stage_waits_for_what_is_required_and_ends_the_rest() -> None:
    running = begun(
        case(task("a", is_required=True), task("b", is_manual=True), task("c", when("b")))
    )
    assert running.state is State.ACTIVE
    running = told(running, "a", COMPLETE)
    assert running.state is State.COMPLETED
    assert states(running) == {"a": "completed", "b": "terminated", "c": "terminated"}


def test_a_stage_that_does_not_complete_by_itself_waits_for_everything() -> None:
    running = begun(case(task("a"), task("b", is_manual=True), completes_by_itself=False))
    running = told(running, "a", COMPLETE)
    assert running.state is State.ACTIVE
    assert told(running, "b", Transition.DISABLE).state is State.COMPLETED
    assert told(running, "plan", COMPLETE).state is State.COMPLETED  # nothing is required


def test_nobody_completes_a_stage_before_what_is_required() -> None:
    running = begun(case(stage("s", task("a", is_required=True))))
    with pytest.raises(Refused, match="s can't be complete before what is required in it"):
        told(running, "s", COMPLETE)


def test_what_is_suspended_comes_back_as_it_was() -> None:
    running = begun(
        case(
            stage(
                "s",
                task("a"),
                task("b", is_manual=True),
                milestone("m", when("a")),
                is_required=True,
            )
        )
    )
    asleep = told(running, "s", Transition.SUSPEND)
    assert set(states(asleep).values()) == {"suspended"}
    with pytest.raises(Refused, match="a can't complete while its stage isn't active"):
        told(asleep, "a", COMPLETE)
    assert states(told(asleep, "s", Transition.RESUME)) == states(running)


def test_what_was_suspended_itself_stays_so() -> None:
    inner = stage("s", task("a"), task("b"), is_required=True)
    running = told(begun(case(inner)), "a", Transition.SUSPEND)
    running = told(told(running, "s", Transition.SUSPEND), "s", Transition.RESUME)
    assert states(running) == {"s": "active", "a": "suspended", "b": "active"}


def test_what_repeats_comes_again_each_time() -> None:
    again = task("b", when("a"), repeats=True)
    running = begun(case(task("a", repeats=True), again, task("z", is_required=True)))
    running = told(running, "a", COMPLETE)
    assert states(running)["b"] == "active"
    assert states(running)["a#2"] == "active"
    assert states(running)["b#2"] == "available"  # what happened once isn't heard twice
    assert states(told(running, "a#2", COMPLETE))["b#2"] == "active"


def test_a_stage_knows_what_was_over_before_it_came() -> None:
    later = stage(
        "s", task("b", when("a"), is_required=True), entry=(when(if_="open"),), is_required=True
    )
    running = told(begun(case(task("a", is_required=True), later)), "a", COMPLETE)
    assert states(given(running, {"open": True}))["b"] == "active"


def test_a_stage_that_comes_again_hears_its_own() -> None:
    own = stage(
        "s",
        task("a", is_required=True),
        milestone("m", when("a"), is_required=True),
        entry=(when("go"),),
        repeats=True,
    )
    running = begun(case(task("go", repeats=True), own, task("z", is_required=True)))
    running = told(told(running, "go", COMPLETE), "go#2", COMPLETE)
    assert states(told(running, "a#2", COMPLETE)) | {"m": "available", "m#2": "completed"} == (
        states(told(running, "a#2", COMPLETE))
    )


def test_somebody_plans_what_is_discretionary_and_drops_it() -> None:
    running = begun(case(task("a", is_required=True), discretionary=(task("d", is_manual=True),)))
    assert "d" not in running.instances
    running = planned(running, "plan", "d")
    assert states(running)["d"] == "enabled"
    with pytest.raises(Refused, match="d is planned already"):
        planned(running, "plan", "d")
    assert states(dropped(running, "d"))["d"] == "terminated"
    with pytest.raises(Refused, match="a belongs to the case and can't be dropped"):
        dropped(running, "a")


def test_what_failed_may_be_tried_again() -> None:
    running = told(begun(case(task("a", is_required=True), task("b"))), "a", Transition.FAULT)
    assert states(running)["a"] == "failed"
    assert states(told(running, "a", Transition.REACTIVATE))["a"] == "active"


@pytest.mark.parametrize(
    ("transition", "why"),
    [
        (Transition.EXIT, "exit comes by itself"),
        (Transition.OCCUR, "occur comes by itself"),
        (Transition.RESUME, "a is active, and so can't resume"),
    ],
)
def test_what_is_not_to_be_said_is_refused(transition: Transition, why: str) -> None:
    with pytest.raises(Refused, match=why):
        told(begun(case(task("a"))), "a", transition)


def test_circles_are_told_and_not_run() -> None:
    back = milestone("n", when("m", event=Transition.OCCUR), repeats=True)
    forth = milestone(
        "m", when("a"), when("n", event=Transition.OCCUR), repeats=True, is_required=True
    )
    with pytest.raises(Refused, match="goes round in circles"):
        told(begun(case(task("a"), back, forth)), "a", COMPLETE)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: case(task("a"), task("a")),
        lambda: case(task("a", when("gone"))),
        lambda: case(task("a", when(if_="so"), repeats=True)),
        lambda: case(stage("s", repeats=True)),
        Sentry,
        lambda: milestone("m", exit=(when(if_="so"),)),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]
