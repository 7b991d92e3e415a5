"""CMMN 1.1 as pure functions: what a case is, how it goes on, and how it is exchanged.

Nothing here knows of labs: a definition and facts go in, states come out. Chapters named are those
of the specification (OMG formal/2016-12-01); docs/cmmn.md says how its open questions are decided.
"""

from homelab.cmmn.definition import (
    Case,
    Kind,
    OnPart,
    PlanItem,
    Sentry,
)
from homelab.cmmn.events import begun, dropped, given, planned, told
from homelab.cmmn.lifecycle import State, Transition, after
from homelab.cmmn.running import Instance, Refused, Running

__all__ = [
    "Case",
    "Instance",
    "Kind",
    "OnPart",
    "PlanItem",
    "Refused",
    "Running",
    "Sentry",
    "State",
    "Transition",
    "after",
    "begun",
    "dropped",
    "given",
    "planned",
    "told",
]
