"""What only a person can tell: criteria of phases, and what providers ask on their hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from homelab.case.attestations import Attestation, attestations
from homelab.contract import LabView, Phase
from homelab.offers import HumanTask

__all__ = ["LAB", "AskedOfPerson", "human_tasks", "stage"]

LAB = "lab"
"""In the place of a host, for what is attested of the lab as a whole."""


def stage(number: int) -> str:
    """What a phase is called in the history: `phase1`."""
    return f"phase{number}"


@dataclass(frozen=True)
class AskedOfPerson:
    """A human task, of one host or of the lab."""

    host: str
    task: str
    """A task, or a phase like `phase1`."""
    what: str
    attestation: Attestation | None

    def as_dict(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return asdict(self)


def human_tasks(lab: LabView, phases: Iterable[Phase]) -> Iterator[AskedOfPerson]:
    """What PHASES ask of a person: their criteria first, then by the inventory's order."""
    phases = list(phases)
    tasks = {task for phase in phases for task in phase.tasks}
    asked = [
        (LAB, stage(phase.number), criterion.text)
        for phase in phases
        for criterion in (*phase.entry, *phase.exit)
        if criterion.is_for_a_person
    ]
    asked += [
        (each.host, each.task, each.offer.what)
        for each in lab.offers(HumanTask)
        if each.task in tasks
    ]
    for host, task, what in asked:
        yield AskedOfPerson(host, task, what, attestations(lab.kept, host, task).get(what))
