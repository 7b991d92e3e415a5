"""The lab as it was applied last: what its nodes have on record, in place of what is wished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from homelab.model.deriving import derived
from homelab.model.lab import Choice, Lab
from homelab.offers import Offer, Offered
from homelab.roadmap import registry

__all__ = ["Recorded", "as_applied"]


@dataclass(frozen=True)
class Recorded:
    """One provider that is on record on a node, with the settings it had."""

    task: str
    provider: str
    settings: Mapping[str, Any]


def as_applied(lab: Lab, records: Mapping[str, Iterable[Recorded]]) -> Lab:
    """LAB with what RECORDS have for each host; hosts that they don't name keep their wishes.

    What this version no longer knows, by its name or its settings, is left out.
    """
    order = list(registry.tasks())
    hosts = {
        host.name: replace(
            host,
            choices=tuple(sorted(_choices(records[host.name]), key=lambda c: order.index(c.task))),
        )
        if host.name in records
        else host
        for host in lab.hosts.values()
    }
    then = replace(lab, hosts=hosts, offered=None)
    then = replace(then, offered=tuple(_offers(then)))
    return replace(then, offered=(*(then.offered or ()), *derived(then)))


def _choices(records: Iterable[Recorded]) -> Iterator[Choice]:
    for each in records:
        try:
            found = registry.provider(each.task, each.provider)
            settings = found.provider.settings.model_validate(each.settings)
        except (KeyError, ValidationError):
            continue
        yield Choice(each.task, each.provider, settings)


def _offers(lab: Lab) -> Iterator[Offered[Offer]]:
    for host in lab.hosts.values():
        for choice in host.choices:
            node = lab.node(host.name, choice.task, choice.provider)
            for offer in registry.provider(choice.task, choice.provider).provider.offers(node):
                yield Offered(offer, host.name, choice.task, choice.provider)
