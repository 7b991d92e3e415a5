"""The life of a plan item: its states, and which transition leads from which to which (8.4)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

__all__ = ["ENDED", "SETTLED", "State", "Transition", "after"]


class State(StrEnum):
    """Where an instance of a plan item stands."""

    AVAILABLE = "available"
    ENABLED = "enabled"
    DISABLED = "disabled"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    FAILED = "failed"
    COMPLETED = "completed"
    TERMINATED = "terminated"


class Transition(StrEnum):
    """What takes it to another state: the standard events of on-parts (PlanItemTransition)."""

    COMPLETE = "complete"
    CREATE = "create"
    DISABLE = "disable"
    ENABLE = "enable"
    EXIT = "exit"
    FAULT = "fault"
    MANUAL_START = "manualStart"
    OCCUR = "occur"
    PARENT_RESUME = "parentResume"
    PARENT_SUSPEND = "parentSuspend"
    PARENT_TERMINATE = "parentTerminate"
    REACTIVATE = "reactivate"
    REENABLE = "reenable"
    RESUME = "resume"
    START = "start"
    SUSPEND = "suspend"
    TERMINATE = "terminate"


S, T = State, Transition
Table = Mapping[tuple[State, Transition], State]

ENDED = frozenset({S.COMPLETED, S.TERMINATED})
"""Nothing leads out of these."""
SETTLED = ENDED | {S.DISABLED, S.FAILED}
"""A stage doesn't wait for what is in one of these (table 8.12)."""

WORK: Table = MappingProxyType(
    {
        (S.AVAILABLE, T.ENABLE): S.ENABLED,
        (S.AVAILABLE, T.START): S.ACTIVE,
        (S.ENABLED, T.DISABLE): S.DISABLED,
        (S.ENABLED, T.MANUAL_START): S.ACTIVE,
        (S.DISABLED, T.REENABLE): S.ENABLED,
        (S.ACTIVE, T.SUSPEND): S.SUSPENDED,
        (S.ACTIVE, T.FAULT): S.FAILED,
        (S.ACTIVE, T.COMPLETE): S.COMPLETED,
        (S.ACTIVE, T.TERMINATE): S.TERMINATED,
        (S.SUSPENDED, T.RESUME): S.ACTIVE,
        (S.FAILED, T.REACTIVATE): S.ACTIVE,
        **{
            (state, T.EXIT): S.TERMINATED
            for state in (S.AVAILABLE, S.ENABLED, S.DISABLED, S.ACTIVE, S.SUSPENDED, S.FAILED)
        },
        **{
            (state, T.PARENT_SUSPEND): S.SUSPENDED
            for state in (S.AVAILABLE, S.ENABLED, S.DISABLED, S.ACTIVE)
        },
    }
)
"""Stages and tasks (8.4.2)."""
OCCURRENCE: Table = MappingProxyType(
    {
        (S.AVAILABLE, T.SUSPEND): S.SUSPENDED,
        (S.AVAILABLE, T.OCCUR): S.COMPLETED,
        (S.AVAILABLE, T.TERMINATE): S.TERMINATED,
        (S.AVAILABLE, T.PARENT_SUSPEND): S.SUSPENDED,
        (S.AVAILABLE, T.PARENT_TERMINATE): S.TERMINATED,
        (S.SUSPENDED, T.RESUME): S.AVAILABLE,
        (S.SUSPENDED, T.PARENT_TERMINATE): S.TERMINATED,
    }
)
"""Milestones (8.4.3)."""


def after(
    state: State, transition: Transition, *, is_milestone: bool, before: State | None = None
) -> State | None:
    """The state that TRANSITION leads to from STATE; None where it leads nowhere.

    BEFORE is where the instance stood when it was suspended with its parent.
    """
    if (state, transition) == (S.SUSPENDED, T.PARENT_RESUME):
        return before
    return (OCCURRENCE if is_milestone else WORK).get((state, transition))
