"""The gates between phases: a phase begins when the one before it is over, by the evidence."""

from __future__ import annotations

from homelab.case.attestations import attestations
from homelab.case.criteria import Case, Judged, State
from homelab.case.events import append, events
from homelab.case.evidence import evidence
from homelab.case.human_tasks import LAB, stage
from homelab.case.plan_model import plan_model
from homelab.case.standing import standing
from homelab.cmmn import Case as Definition
from homelab.cmmn import Running
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.roadmap import registry

__all__ = ["GateShut", "case_of", "pass_gate", "roadmap_case", "standing_of"]

OVERRIDDEN = "gate.overridden"
LONGEST = 8
"""So many reasons are told at most."""


class GateShut(HomelabError):
    """A phase was to begin though the one before it isn't over."""


def case_of(lab: Lab) -> Case:
    """All that LAB's criteria are judged by, as its history has it now."""
    phases = {phase.number: phase for phase in registry.phases()}
    return Case(
        phases,
        {host.name: {choice.task for choice in host.choices} for host in lab.hosts.values()},
        evidence(lab.kept),
        {number: attestations(lab.kept, LAB, stage(number)) for number in phases},
    )


def roadmap_case() -> Definition:
    """The roadmap as a case of CMMN, the same for every lab."""
    tasks = {name: found.task for name, found in registry.tasks().items()}
    return plan_model(registry.phases(), tasks)


def standing_of(lab: Lab, case: Case) -> Running:
    """LAB's CASE as it runs: phases that were begun against their gate have begun."""
    overrides = {
        number
        for number in case.phases
        for event in events(lab.kept)
        if event["event"] == OVERRIDDEN and event.get("phase") == stage(number)
    }
    return standing(case, roadmap_case(), overrides)


def pass_gate(lab: Lab, number: int, override: str | None = None) -> None:
    """Let phase NUMBER begin; raises GateShut unless what is before it is met.

    With OVERRIDE, a reason, it begins all the same, and the reason goes on record.
    """
    shut = [judged for judged in _before(lab, number) if judged.state is not State.MET]
    if not shut:
        return
    if override:
        unmet = [judged.criterion.text for judged in shut]
        append(lab.kept, OVERRIDDEN, phase=stage(number), why=override, unmet=unmet)
        return
    raise GateShut(_told(number, shut))


def _before(lab: Lab, number: int) -> tuple[Judged, ...]:
    """The exit criteria of the phase before."""
    return case_of(lab).exit(number - 1) if number > 1 else ()


def _told(number: int, shut: list[Judged]) -> str:
    lines = [f"Phase {number} doesn't begin, as phase {number - 1} isn't over:"]
    for judged in shut:
        lines.append(f"  {judged.criterion.text}: {judged.state}")
        lines += [f"    {why}" for why in judged.why[:LONGEST]]
        if len(judged.why) > LONGEST:
            lines.append(f"    and {len(judged.why) - LONGEST} more")
    lines.append(
        f'Run `homelab verify --phase {number - 1}`, mend what it names, or say --override "WHY".'
    )
    return "\n".join(lines)
