"""Any case there may be, for what must hold of all of them (by hypothesis)."""

from __future__ import annotations

from hypothesis import strategies as st

from homelab.cmmn import Case, Kind, OnPart, PlanItem, Sentry, Transition

__all__ = ["FACTS", "NAMES", "cases"]

FACTS = ("dry", "warm")
NAMES = "abcdefgh"
HEARD = st.sampled_from([Transition.COMPLETE, Transition.OCCUR, Transition.START, Transition.EXIT])


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case of up to eight items, some in a stage, that wait for each other and for facts."""
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    sentries = st.builds(
        Sentry,
        st.lists(st.builds(OnPart, st.sampled_from(names), HEARD), min_size=1, max_size=2).map(
            tuple
        ),
        st.sampled_from([None, *FACTS]),
    )
    some = st.lists(sentries, max_size=2).map(tuple)

    def item(name: str, *within: PlanItem) -> PlanItem:
        is_stage = bool(within)
        kind = Kind.STAGE if is_stage else draw(st.sampled_from([*Kind][1:]))
        is_milestone = kind is Kind.MILESTONE
        return PlanItem(
            name,
            name,
            kind,
            entry=draw(some),
            exit=() if is_milestone else draw(some),
            is_required=draw(st.booleans()),
            is_manual=not is_milestone and draw(st.booleans()),
            completes_by_itself=is_stage and draw(st.booleans()),
            items=within,
        )

    half = draw(st.integers(1, len(names) - 1))
    inside = [item(name) for name in names[1:half]]
    first = item(names[0], *inside) if inside else item(names[0])
    rest = [item(name) for name in names[half:]]
    plan = PlanItem("plan", "plan", Kind.STAGE, completes_by_itself=True, items=(first, *rest))
    return Case("case", "Case", plan)
