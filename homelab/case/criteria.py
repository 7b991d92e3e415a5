"""Whether a phase's criteria are met, judged by the evidence that there is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from homelab.case.attestations import Attestation
from homelab.case.evidence import Evidence
from homelab.contract import Criterion, Phase
from homelab.result import Outcome

__all__ = ["Case", "Judged", "State"]


class State(StrEnum):
    """What is known of a criterion."""

    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


WORST_FIRST = (State.NOT_MET, State.UNKNOWN, State.MET)


@dataclass(frozen=True)
class Judged:
    """A criterion, its state, and why, a sentence each."""

    criterion: Criterion
    state: State
    why: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """All that criteria are judged by."""

    phases: Mapping[int, Phase]
    wished: Mapping[str, Collection[str]]
    """The tasks of each host."""
    evidence: Mapping[tuple[str, str], Evidence]
    attested: Mapping[int, Mapping[str, Attestation]]
    """By the phase's number and the criterion's text."""

    def entry(self, number: int) -> tuple[Judged, ...]:
        """What must be so before the phase begins."""
        return tuple(self.judged(each, number) for each in self.phases[number].entry)

    def exit(self, number: int) -> tuple[Judged, ...]:
        """What must be so before the phase is over."""
        return tuple(self.judged(each, number) for each in self.phases[number].exit)

    def is_over(self, number: int) -> bool:
        """Whether every exit criterion of the phase is met."""
        return all(judged.state is State.MET for judged in self.exit(number))

    def judged(self, criterion: Criterion, number: int = 0) -> Judged:
        """A criterion's state and why; NUMBER is that of the phase whose it is."""
        if criterion.phase is not None:
            said = [
                (judged.state, f"{judged.criterion.text}: {judged.state}")
                for judged in self.exit(criterion.phase)
            ]
        elif criterion.is_for_a_person:
            word = self.attested.get(number, {}).get(criterion.text)
            said = [(State.MET, str(word)) if word else (State.UNKNOWN, "nobody has attested it")]
        else:
            said = list(self._by_tasks(criterion))
        states = [state for state, _ in said]
        worst = next((state for state in WORST_FIRST if state in states), State.MET)
        return Judged(criterion, worst, tuple(why for state, why in said if state is worst))

    def _by_tasks(self, criterion: Criterion) -> Iterator[tuple[State, str]]:
        for task in criterion.tasks:
            hosts = [host for host, tasks in self.wished.items() if task in tasks]
            if not hosts and not criterion.is_optional:
                yield State.UNKNOWN, f"no host wishes for {task}, so nothing asks"
            for host in hosts:
                yield from self._on_host(host, task)

    def _on_host(self, host: str, task: str) -> Iterator[tuple[State, str]]:
        found = self.evidence.get((host, task))
        if found is None:
            yield State.UNKNOWN, f"{host}: {task} was never verified"
            return
        good = [name for name, outcome in found.outcomes.items() if outcome is Outcome.GOOD]
        for name, outcome in found.outcomes.items():
            if outcome is not Outcome.GOOD:
                state = State.UNKNOWN if outcome is Outcome.UNKNOWN else State.NOT_MET
                yield state, f"{host}: {task}: {name}: {outcome} since {found.since[:16]}"
        if len(good) == len(found.outcomes):
            yield State.MET, f"{host}: {task}: {len(good)} checkpoints good, {found.asked[:16]}"
