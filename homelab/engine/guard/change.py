"""A change that could cut homelab off: made under guard, proved, and only then kept.

First it is foreseen; where nothing would change, nothing is armed. Otherwise the node keeps
what the change touches, the new way is opened beside the one that is in use, homelab gets in
by it over a new connection, closes the old one over that, gets in once more, and confirms.
Whatever goes wrong on the way, the node is put back as it was before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from nornir.core.inventory import Host as NornirHost

from homelab.case import events
from homelab.contract import CameBy, Touched
from homelab.engine.entering import access_offer, enter, enter_as_admin, is_another_user
from homelab.engine.guard.contact import in_contact
from homelab.engine.guard.moving import inventory_follows, moved_to, settled
from homelab.engine.guard.on_node import NotArmed, arm, confirm
from homelab.engine.guard.putting_back import Armed, put_back
from homelab.engine.nornir_lab import transport_of
from homelab.engine.steps import Step
from homelab.engine.work import Work, failure, is_good, is_pending, run_steps
from homelab.errors import HomelabError
from homelab.result import Kind, Outcome, Result

__all__ = ["Maker", "change"]

Maker = Callable[[CameBy | None], Step]
"""The step, for a node that the connection reaches so."""


@dataclass(frozen=True)
class Change:
    """One provider's change of one node."""

    host: NornirHost
    work: Work
    make: Maker
    openers: tuple[Step, ...]
    """Those of the other providers that can open what this one offers (a firewall)."""

    @property
    def step(self) -> Step:
        """The step for the connection that is in use now."""
        return self.make(transport_of(self.host).came_by)

    @property
    def final(self) -> Step:
        """The step that leaves open only what is wished in the end."""
        return self.make(settled(self.work.lab, self.host, self.step.task))


def change(host: NornirHost, work: Work, make: Maker, openers: Iterable[Step] = ()) -> list[Result]:
    """Make a change under guard; what each operation came to, and whether homelab got in."""
    asked = Change(host, work, make, tuple(openers))
    final = asked.final
    foreseen = run_steps(host, work, [final], is_applying=False)
    if not is_pending(foreseen):
        return foreseen
    results: list[Result] = []
    if final.prepare is not None:
        results += run_steps(host, work, [replace(final, run=final.prepare)])
    if not is_good(results):
        return results
    return results + (_guarded(asked) if work.no_guard is None else _unguarded(asked))


def _guarded(asked: Change) -> list[Result]:
    host, work, step = asked.host, asked.work, asked.step
    name, seconds = f"{step.task}/{step.provider}", work.guard_seconds
    before = transport_of(host)
    steps = (step, *asked.openers)
    touched = sum((each.touched for each in steps if each.touched), start=Touched())
    try:
        identity = arm(before, touched, seconds, name)
    except NotArmed as error:
        why = (
            f"the node can't put it back by itself ({error}), so it isn't done; mend that, or "
            'do it unguarded with `--no-guard "why"`'
        )
        return [failure(host, step.task, step.provider, "can be put back", why)]
    _event(asked, "guard.armed", seconds=str(seconds))
    told = f"puts itself back {seconds} s after losing contact, unless homelab gets in anew"
    work.feed.said(host.name, step.task, told)
    with in_contact(lambda: transport_of(host), identity, seconds):
        results = _change(asked)
    if is_good(results):
        try:
            _confirm(asked, identity)
        except HomelabError as error:
            why = f"it couldn't be confirmed: {error}"
            results.append(failure(host, step.task, step.provider, "is confirmed", why))
    if is_good(results):
        _event(asked, "guard.confirmed")
        return results + inventory_follows(host, step, before)
    failed = next(r for r in reversed(results) if not is_good([r]))
    cause = " ".join(f"{failed.name}: {failed.detail}".split())
    work.feed.said(host.name, step.task, f"is being put back, as this failed: {failed.name}")
    ended = put_back(host, step, Armed(identity, seconds, before), cause)
    _event(asked, "guard.reverted" if ended.outcome is Outcome.FAILED else "guard.lost",
           why=cause)  # fmt: skip
    undone = [
        replace(r, outcome=Outcome.REVERTED) if r.outcome is Outcome.CHANGED else r for r in results
    ]
    return [*undone, ended]


def _unguarded(asked: Change) -> list[Result]:
    reason = asked.work.no_guard or ""
    _event(asked, "guard.skipped", why=reason)
    before, results = transport_of(asked.host), _change(asked)
    return results + (inventory_follows(asked.host, asked.step, before) if is_good(results) else [])


def _confirm(asked: Change, identity: str) -> None:
    """Confirm over the new connection; over another one where that broke on the way."""
    host, step = asked.host, asked.step
    try:
        confirm(transport_of(host), identity)
    except HomelabError:
        enter(host, step.task, None, asked.work.guard_seconds / 2)
        confirm(transport_of(host), identity)


def _change(asked: Change) -> list[Result]:
    """Open the new way, get in by it, close the old one, get in again."""
    host, work, task = asked.host, asked.work, asked.step.task
    access = access_offer(work.lab, host.name, task)
    results: list[Result] = []
    if access is not None and is_another_user(transport_of(host), access):
        results += run_steps(host, work, [_admitting(asked.step)])
        if is_good(results):
            results.append(_entered(asked, "the admin logs in by a new connection", by_admin=True))
    openers = (replace(step, run=step.admit) for step in asked.openers if step.admit)
    if is_good(results):
        results += _changed(run_steps(host, work, openers))
    if is_good(results):
        results += run_steps(host, work, [asked.step])
    if is_good(results):
        results.append(_entered(asked, "the new way in works"))
    if is_good(results) and is_pending(run_steps(host, work, [asked.final], is_applying=False)):
        results += _changed(run_steps(host, work, [asked.final]))
        if is_good(results):
            results.append(_entered(asked, "it is the only one left, and works"))
    return results


def _entered(asked: Change, name: str, *, by_admin: bool = False) -> Result:
    """Whether homelab gets in over a new connection, and goes on over that."""
    host, step, start = asked.host, asked.step, time.monotonic()
    patience = asked.work.guard_seconds / 2
    old = transport_of(host)
    try:
        if by_admin:
            entered = enter_as_admin(host, patience)
        else:
            hostname = moved_to(asked.work.lab, host, step.task)
            entered = enter(host, step.task, hostname, patience)
    except HomelabError as error:
        return failure(host, step.task, step.provider, name, error)
    is_new = old.way is not None and entered.way != old.way
    return Result(
        host.name, step.task, step.provider, name, Kind.OPERATION,
        Outcome.CHANGED if is_new else Outcome.UNCHANGED, time.monotonic() - start,
        detail=f"by {entered.way}" if entered.way else "on the controller itself",
    )  # fmt: skip


def _admitting(step: Step) -> Step:
    if step.admit is None:
        raise HomelabError(f"{step.task}/{step.provider} offers Access but has no admit(node)")
    return replace(step, run=step.admit)


def _changed(results: list[Result]) -> list[Result]:
    """Those worth telling of work that is done a second time."""
    return [result for result in results if result.outcome is not Outcome.UNCHANGED]


def _event(asked: Change, event: str, **more: str) -> None:
    name = f"{asked.step.task}/{asked.step.provider}"
    events.append(asked.work.lab.kept, event, host=asked.host.name, task=name, **more)
