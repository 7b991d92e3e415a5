"""A lab on hosts that aren't there, made from a provider's examples.

Each host has the provider under test and, by their minimal examples, the tasks it stands on,
so that it reads the offers it would find in a real lab.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from homelab.contract import Settings
from homelab.model import Choice, Connection, Host, Lab
from homelab.model.merging import Merged
from homelab.model.wishes import choices
from homelab.offers import Offer, Offered
from homelab.roadmap import registry
from homelab.testing.package import EXAMPLES, Package, open_package

__all__ = ["fake_lab", "revealing", "secret_of", "stands_on"]

NOWHERE = Path("/nonexistent")


class Revealing(Lab):
    """A lab that doesn't note what it reveals, so that nothing masks it afterwards."""

    def reveal(self, reference: str) -> str:
        """The value behind a secret's reference."""
        return self.resolver(reference, self.root)

    def derive(self, reference: str, how: Callable[[str], str]) -> str:
        """What HOW makes of the value behind a secret's reference."""
        return how(self.reveal(reference))


def secret_of(reference: str, root: Path = NOWHERE) -> str:
    """A value for REFERENCE that stands in no text by chance."""
    del root
    return f"Secret+{hashlib.sha256(reference.encode()).hexdigest()[:16]}/'\""


def fake_lab(package: Package, settings: Mapping[str, Settings]) -> Lab:
    """A lab with a host for each of SETTINGS, by name, which PACKAGE has on it."""
    below = [
        open_package(task, name)
        for task, name in stands_on(package.found.task)
        if task not in package.beside
    ]
    places = list(dict.fromkeys([*EXAMPLES, *settings]))
    hosts = {}
    for name, own in settings.items():
        wishes = [
            Choice(each.found.task, each.found.name, each.settings["minimal"])
            for each in below
            if "minimal" in each.settings  # else its own examples_are_valid says so
        ]
        wishes += _beside(package)
        own_choice = Choice(package.found.task, package.found.name, own)
        address = f"192.0.2.{places.index(name) + 1}"  # the same, planned alone and beside others
        answers = package.written("answers") or {}
        connection = Connection("fake", address, NOWHERE, responses=answers)
        hosts[name] = Host(name, address, ("all",), connection, (*wishes, own_choice))
    lab = Lab(NOWHERE, NOWHERE / "inventory.py", hosts, resolver=secret_of)
    return replace(lab, offered=tuple(_offers(lab)))


def _beside(package: Package) -> list[Choice]:
    """What the lab has beside PACKAGE."""
    merged = Merged({t: wish for t, wish in package.beside.items() if t != package.found.task})
    return [choice for choice in choices(merged) if isinstance(choice, Choice)]


def revealing(lab: Lab) -> Lab:
    """The same lab, whose results show secrets wherever a provider lets them out."""
    return Revealing(lab.root, lab.inventory, lab.hosts, lab.offered, resolver=lab.resolver)


def stands_on(task: str) -> Iterator[tuple[str, str]]:
    """The tasks below TASK that have a provider of homelab's own, in order.

    Each has its first one that rehearsal nodes can try, or else its first.
    """
    below: set[str] = set()
    waiting = [task]
    while waiting:
        after = set(registry.task(waiting.pop()).task.after) - below
        below |= after
        waiting += after
    for name, task_found in registry.tasks().items():
        own = [p for p in registry.provider_names(name) if (task_found.folder / p).is_dir()]
        if name in below and own:
            tried = (p for p in own if registry.provider(name, p).provider.untried is None)
            yield name, next(tried, own[0])


def _offers(lab: Lab) -> Iterator[Offered[Offer]]:
    for host in lab.hosts.values():
        for choice in host.choices:
            state = registry.provider(choice.task, choice.provider).provider.offers
            for offer in state(lab.node(host.name, choice.task, choice.provider)):
                yield Offered(offer, host.name, choice.task, choice.provider)
