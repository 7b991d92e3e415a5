"""Makes one Result of a checkpoint, out of pytest's three phases of one test."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from homelab.contract import Node
from homelab.result import Kind, Outcome, Result
from homelab.verify.errors import UNKNOWN
from homelab.verify.explain import Comparison, explain

__all__ = ["EVIDENCE", "Evidence", "sentence"]

WORST_FIRST = (Outcome.BAD, Outcome.UNKNOWN, Outcome.GOOD)


def sentence(item: pytest.Item) -> str:
    """What is true when the checkpoint is good: its docstring's first line, without the stop."""
    function = getattr(item, "obj", None)
    text = (getattr(function, "__doc__", None) or "").strip().partition("\n")[0].rstrip(".")
    name = getattr(item, "originalname", None) or item.name
    return text or name.removeprefix("test_").replace("_", " ")


@dataclass
class Evidence:
    """What is known of one checkpoint so far."""

    item: pytest.Item
    comparison: Comparison | None = None
    """The last comparison that didn't hold."""
    outcome: Outcome | None = None
    detail: str = ""
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    """What was asked and found, from wherever it was asked."""

    def add(self, report: pytest.TestReport, error: BaseException | None) -> None:
        """Take in the end of setup, of the check itself or of teardown."""
        self.seconds += report.duration
        if isinstance(error, UNKNOWN):
            self._worsen(Outcome.UNKNOWN, str(error))
        elif report.failed and error is not None:
            self._worsen(Outcome.BAD, explain(error, self.comparison))
        elif report.passed and report.when == "call":
            self._worsen(Outcome.GOOD, "")

    def result(self) -> Result | None:
        """The checkpoint's result; None when it was skipped, as it doesn't hold for the node."""
        if self.outcome is None:
            return None
        notes = "\n".join(self.notes) if self.outcome is Outcome.GOOD else ""
        return self.about(self.item, self.outcome, self.detail or notes, self.seconds)

    @staticmethod
    def about(
        item: pytest.Item, outcome: Outcome, detail: str = "", seconds: float = 0.0
    ) -> Result:
        """A result for ITEM; a check that is no task's stands under `checks` and its file."""
        params: dict[str, Any] = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        node = params.pop("node", None)
        others = ", ".join(map(str, params.values()))
        own = item.path.stem.removeprefix("test_")
        in_task = isinstance(node, Node) and bool(node.task)
        return Result(
            host=node.name if isinstance(node, Node) else "lab",
            task=node.task if in_task else "checks",
            provider=node.provider if in_task else own,
            name=sentence(item) + (f" ({others})" if others else ""),
            kind=Kind.CHECKPOINT,
            outcome=outcome,
            seconds=round(seconds, 3),
            detail=detail,
        )

    def _worsen(self, outcome: Outcome, detail: str) -> None:
        if self.outcome is None or WORST_FIRST.index(outcome) < WORST_FIRST.index(self.outcome):
            self.outcome, self.detail = outcome, detail


EVIDENCE = pytest.StashKey[Evidence]()
