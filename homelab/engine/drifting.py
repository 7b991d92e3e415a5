"""What has changed on nodes behind homelab's back, told from what has changed in the wishes.

The lab is planned twice: as its nodes have it on record, which tells what isn't any more as it was
applied; and as it is wished, which tells what an apply would do besides. Nothing is changed.
"""

from __future__ import annotations

from dataclasses import replace

from homelab.engine.feed import Feed
from homelab.engine.runs import Terms, plan, recorded
from homelab.model.as_applied import Recorded, as_applied
from homelab.model.lab import Lab
from homelab.result import Kind, Outcome, Result

__all__ = ["drift"]

Key = tuple[str, str, str, str]


def drift(lab: Lab, terms: Terms | None = None, feed: Feed | None = None) -> list[Result]:
    """What differs from what was applied (drifted), and what only from the wishes (pending).

    A node that can't be asked is *unknown*. What has never been applied is pending, whatever is
    there.
    """
    terms = terms or Terms()
    records = {
        host: [Recorded(r.task, r.provider, r.settings) for r in found if not r.is_removed]
        for host, found in recorded(lab, terms).items()
    }
    then = plan(as_applied(lab, records), terms, feed)
    drifted = {
        _key(each): replace(each, outcome=Outcome.DRIFTED)
        for each in then
        if each.outcome is Outcome.PENDING
    }
    if terms.stop.is_set():
        return list(drifted.values())
    now = [each for each in plan(lab, terms, feed) if _key(each) not in drifted]
    told = {(each.host, each.detail) for each in now if each.kind is Kind.HOST}
    lost = [
        each
        for each in then
        if each.outcome in {Outcome.FAILED, Outcome.UNKNOWN}
        and (each.host, each.detail) not in told
    ]
    return [*drifted.values(), *lost, *now]


def _key(result: Result) -> Key:
    """Which operation it is, whatever it would do."""
    return result.host, result.task, result.provider, result.name
