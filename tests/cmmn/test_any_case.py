"""What holds of every case, whatever is in it and whatever is said to it (by hypothesis)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from support.cases import FACTS, NAMES, cases

from homelab.cmmn import (
    Case,
    Instance,
    Refused,
    Running,
    State,
    Transition,
    begun,
    told,
)
from homelab.cmmn import given as knowing
from homelab.cmmn.events import BY_HAND
from homelab.cmmn.lifecycle import ENDED

SAID = st.sampled_from(sorted(BY_HAND))
Step = tuple[str, Transition] | dict[str, bool]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([*NAMES, "plan"]), SAID),
        st.dictionaries(st.sampled_from(FACTS), st.booleans(), min_size=1),
    ),
    max_size=12,
)


def after(running: Running, step: Step) -> Running:
    """The case after one step, or as it was where the step is refused."""
    try:
        if isinstance(step, dict):
            return knowing(running, step)
        return told(running, *step)
    except Refused:
        return running


def ancestors(running: Running, instance: Instance) -> list[Instance]:
    """The stages that an instance is in."""
    found = []
    while instance.parent is not None:
        instance = running.instances[instance.parent]
        found.append(instance)
    return found


@settings(max_examples=300, deadline=None)
@given(cases(), STEPS)
def test_a_case_keeps_its_rules_all_the_way(case: Case, steps: list[Step]) -> None:
    running = begun(case)
    for step in steps:
        earlier, running = running, after(running, step)
        for name, instance in running.instances.items():
            was = earlier.instances.get(name)
            # What has ended stays as it ended.
            assert was is None or was.state not in ENDED or was == instance
            for around in ancestors(running, instance):
                # Nothing goes on in what is over, and nothing moves in what sleeps.
                assert around.state not in ENDED or instance.state in ENDED
                assert around.state is not State.SUSPENDED or instance.state is not State.ACTIVE
            # Whoever waits has been told of nothing that would let it begin.
            if instance.state is State.AVAILABLE and running.is_open(instance):
                assert instance.item.entry
                assert running.is_satisfied(instance, "entry") is None
            assert instance.state in ENDED or running.is_satisfied(instance, "exit") is None
            if instance.state is State.ACTIVE and running.is_open(instance):
                assert instance.item.is_task or not running.may_complete(instance)
        # It rests: asked again, it says the same.
        assert knowing(running, {}) == running


@settings(max_examples=100, deadline=None)
@given(cases(), STEPS)
def test_sleep_changes_nothing(case: Case, steps: list[Step]) -> None:
    running = begun(case)
    for step in steps:
        running = after(running, step)
    if running.state is not State.ACTIVE:
        return
    listeners = (sentry for item in case.plan.walk() for sentry in (*item.entry, *item.exit))
    heard = {part.transition for sentry in listeners for part in sentry.on}
    assert not heard & {Transition.SUSPEND, Transition.RESUME}
    woken = told(told(running, "plan", Transition.SUSPEND), "plan", Transition.RESUME)
    assert {n: i.state for n, i in woken.instances.items()} == {
        n: i.state for n, i in running.instances.items()
    }
