"""What homelab's own engine plans for each example of a provider on a fake host, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from homelab import engine
from homelab.contract import Settings
from homelab.operations.applied import APPLIED
from homelab.result import Kind, Outcome, Result
from homelab.testing.package import Package
from homelab.testing.plan.fakelab import fake_lab, revealing

__all__ = ["Foreseen"]


@dataclass(frozen=True)
class Foreseen:
    """A provider's plans by example; those that failed too."""

    package: Package

    def plan(
        self, settings: Mapping[str, Settings], *, reveals: bool = False
    ) -> dict[str, tuple[Result, ...]]:
        """The plan by host, for a lab with a host for each of SETTINGS.

        With REVEALS nothing is masked, as if the engine didn't know what is secret.
        """
        lab = fake_lab(self.package, settings)
        terms = engine.Terms(tasks=frozenset({self.package.found.task}))
        results = engine.plan(revealing(lab) if reveals else lab, terms)
        return {name: tuple(r for r in results if r.host == name) for name in settings}

    @cached_property
    def masked(self) -> dict[str, tuple[Result, ...]]:
        """Each example planned alone, as users see it."""
        made = self.package.settings.items()
        return {name: self.plan({name: settings})[name] for name, settings in made}

    @cached_property
    def unmasked(self) -> dict[str, tuple[Result, ...]]:
        """Each example planned alone, with every secret that reaches a result."""
        made = self.package.settings.items()
        return {name: self.plan({name: settings}, reveals=True)[name] for name, settings in made}

    @staticmethod
    def operations(results: tuple[Result, ...]) -> list[Result]:
        """The operations of the provider itself: all but the keeping of the record."""
        return [
            result
            for result in results
            if result.kind is Kind.OPERATION and f"put {APPLIED}" not in " ".join(result.commands)
        ]

    @staticmethod
    def failures(results: tuple[Result, ...]) -> list[Result]:
        """What can't be planned."""
        fine = {Outcome.PENDING, Outcome.CONDITIONAL, Outcome.UNCHANGED}
        return [result for result in results if result.outcome not in fine]
