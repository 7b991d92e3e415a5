"""A provider's life on real nodes, in this order; each rule goes on from the one before."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.result import Outcome, Result
from homelab.testing.breaks import Break, Unreadable, breaks
from homelab.testing.life.footprint import changes, footprint
from homelab.testing.life.nodes import TRIXIE
from homelab.testing.life.standing import LISTENING, Standing, faults_in

__all__ = [
    "breaks_are_noticed_and_repaired",
    "deploying_again_changes_nothing",
    "deploys_on_a_fresh_node",
    "leaves_nothing_listening",
    "meets_its_checkpoints",
    "planning_changes_nothing",
]


def planning_changes_nothing(standing: Standing) -> Iterator[str]:
    """A plan changes no file on the node and restarts nothing."""
    if standing.trouble is not None:
        yield standing.trouble
        return
    before = footprint(standing.nodes)
    results = standing.plan()
    yield from changes(before, footprint(standing.nodes))
    yield from faults_in(results, Outcome.PENDING, Outcome.CONDITIONAL, Outcome.UNCHANGED)


def deploys_on_a_fresh_node(standing: Standing) -> Iterator[str]:
    """It deploys on a node where everything it stands on was applied."""
    standing.go_on()
    results = standing.apply(TRIXIE)
    standing.operations = len(results)
    faults = faults_in(results)
    if faults:
        standing.trouble = "it doesn't deploy"
    yield from faults


def meets_its_checkpoints(standing: Standing) -> Iterator[str]:
    """Its checkpoints and its task's are good, on both releases and also after being killed."""
    standing.go_on()
    results = standing.verify()
    if not results:
        yield "there are no checkpoints"
    faults = faults_in(list(results), Outcome.GOOD)
    if not faults:  # what stands on it begins from here
        standing.nodes.keep((*standing.stage, standing.package.found.task))
    yield from faults


def deploying_again_changes_nothing(standing: Standing) -> Iterator[str]:
    """A second deploy changes nothing, and a plan says so."""
    standing.go_on()
    yield from faults_in(standing.plan(), Outcome.UNCHANGED)
    yield from faults_in(standing.apply(), Outcome.UNCHANGED)


def breaks_are_noticed_and_repaired(standing: Standing) -> Iterator[str]:
    """Each break fails its checkpoint, plan names the operation, and apply makes it good."""
    standing.go_on()
    try:
        found = breaks(standing.package)
    except Unreadable as fault:
        yield f"examples/breaks.yaml: {fault}"
        return
    for number, each in enumerate(found):
        yield from _broken(standing, each, standing.names[number % len(standing.names)])


def leaves_nothing_listening(standing: Standing) -> Iterator[str]:
    """Removed, it listens nowhere, is off the record, and a plan finds nothing to do."""
    standing.go_on()
    found = standing.package.found
    yield from faults_in(standing.apply(lab=standing.bare))
    for name, listening in standing.nodes.run_on_all(LISTENING).items():
        left = set(listening.splitlines()) - set(standing.listening[name].splitlines())
        yield from (f"{name}: still listens: {line}" for line in sorted(left))
    record = f"ls /var/lib/homelab/applied/{found.task}/{found.name}.json 2>/dev/null || true"
    for name, said in standing.nodes.run_on_all(record).items():
        if said:
            yield f"{name}: {said.strip()} is still there"
    yield from faults_in(standing.plan(lab=standing.bare), Outcome.UNCHANGED)


def _broken(standing: Standing, each: Break, name: str) -> Iterator[str]:
    where = f"{name}: after `{each.command}`"
    standing.nodes.run(name, each.command)
    noticed = standing.verify(name, match=each.checkpoint)
    if not any(result.outcome is Outcome.BAD for result in noticed):
        yield f"{where}: {each.checkpoint} doesn't fail: {_outcomes(noticed)}"
    planned = [r.name for r in standing.plan(name) if r.outcome is not Outcome.UNCHANGED]
    if each.operation not in planned:
        yield f"{where}: plan names {planned}, not {each.operation!r}"
    yield from (f"{where}: apply: {fault}" for fault in faults_in(standing.apply(name)))
    repaired = standing.verify(name, match=each.checkpoint)
    yield from (f"{where}, repaired: {fault}" for fault in faults_in(list(repaired), Outcome.GOOD))


def _outcomes(results: tuple[Result, ...]) -> str:
    return ", ".join(f"{result.name} is {result.outcome}" for result in results) or "nothing ran"
