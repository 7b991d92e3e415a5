"""The gates between phases: a phase begins when the one before it is over, by the evidence."""

from __future__ import annotations

from homelab.case.attestations import attestations
from homelab.case.criteria import Case, Judged, State
from homelab.case.events import append
from homelab.case.evidence import evidence
from homelab.case.human_tasks import LAB, stage
from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.roadmap import registry

__all__ = ["GateShut", "case_of", "pass_gate"]

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


def pass_gate(lab: Lab, number: int, override: str | None = None) -> None:
    """Let phase NUMBER begin; raises GateShut unless what is before it is met.

    With OVERRIDE, a reason, it begins all the same, and the reason goes on record.
    """
    shut = [judged for judged in _before(lab, number) if judged.state is not State.MET]
    if not shut:
        return
    if override:
        unmet = [judged.criterion.text for judged in shut]
        append(lab.kept, "gate.overridden", phase=stage(number), why=override, unmet=unmet)
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
