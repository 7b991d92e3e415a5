"""The person who looks after the lab, as somebody to ask: what they have attested."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from homelab.case.attestations import attestations
from homelab.contract import Node
from homelab.model.lab import Lab
from homelab.offers import HumanTask
from homelab.verify.errors import CannotTell

__all__ = ["Person"]


@dataclass(frozen=True)
class Person:
    """Whoever runs the lab; in a rehearsal nobody is asked, and the evidence says so."""

    lab: Lab = field(repr=False)
    note: Callable[[str], None] = field(repr=False, compare=False)

    def attested(self, node: Node[Any]) -> set[str]:
        """The human tasks of NODE that somebody has attested; raises CannotTell where one isn't."""
        asked = [offer.what for offer in node.offered(HumanTask)]
        if self.lab.is_rehearsal:
            for what in asked:
                self.note(f"rehearsed: {what}")
            return set(asked)
        found = attestations(self.lab.kept, node.name, node.task)
        waiting = [what for what in asked if what not in found]
        if waiting:
            raise CannotTell(
                f"nobody has attested yet: {'; '.join(waiting)}; look, then run "
                f"`homelab case done {node.task} --node {node.name}`"
            )
        for what in asked:
            self.note(f"{what}: {found[what]}")
        return set(asked)
