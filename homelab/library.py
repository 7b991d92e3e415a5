"""The lab for scripts: what the commands do, under the same names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Self

from homelab.model import load as load_model
from homelab.model.lab import Lab as ModelLab

if TYPE_CHECKING:
    from homelab.engine import Feed, Terms
    from homelab.result import Result

__all__ = ["Lab"]


@dataclass(frozen=True)
class Lab(ModelLab):
    """The whole model, and what can be done with it."""

    @classmethod
    def load(cls, inventory: Path) -> Self:
        """The lab of an inventory file; raises InvalidLab."""
        lab = load_model(inventory)
        return cls(**{field.name: getattr(lab, field.name) for field in fields(lab)})

    def plan(self, terms: Terms | None = None, feed: Feed | None = None) -> list[Result]:
        """What `apply` would do now; changes nothing on any node."""
        from homelab import engine

        return engine.plan(self, terms, feed)

    def drift(self, terms: Terms | None = None, feed: Feed | None = None) -> list[Result]:
        """What isn't any more as it was applied (drifted), and what apply would do besides."""
        from homelab import engine

        return engine.drift(self, terms, feed)

    def apply(self, terms: Terms | None = None, feed: Feed | None = None) -> list[Result]:
        """Make it so; every result, in the order in which they came."""
        from homelab import engine

        return engine.apply(self, terms, feed)

    def verify(
        self, hosts: Iterable[str] | None = None, tasks: Iterable[str] | None = None
    ) -> list[Result]:
        """Run the checkpoints of the lab, or only those of some hosts and tasks."""
        from homelab.verify import verify

        verified = verify(self, hosts=hosts, tasks=tasks)
        if verified.is_interrupted:
            raise KeyboardInterrupt
        return list(verified.results)
