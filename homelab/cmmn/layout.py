"""Where a case's parts are drawn: what waits stands to the right of what it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from homelab.cmmn.definition import Case, PlanItem

__all__ = ["Box", "Layout", "laid_out"]

TASK, MILESTONE = (150, 60), (150, 44)
GAP, ROW = 50, 24
HEAD, EDGE = 44, 28
"""Above and beside what is in a stage, for its name and for what enters it."""
SENTRY = (16, 22)


@dataclass(frozen=True)
class Box:
    """A rectangle by its upper left corner, in pixels."""

    x: float
    y: float
    width: float
    height: float

    def moved(self, x: float, y: float) -> Box:
        """It, that far to the right and down."""
        return Box(self.x + x, self.y + y, self.width, self.height)

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Layout:
    """A box for each plan item by its id, and for each criterion by the item, kind and number."""

    items: Mapping[str, Box]
    criteria: Mapping[tuple[str, str, int], Box]


def laid_out(case: Case) -> Layout:
    """Every box of CASE."""
    boxes = dict(_inside(case.plan))
    criteria = {
        (item.id, kind, number): box
        for item in case.plan.walk()
        for kind, count in (("entry", len(item.entry)), ("exit", len(item.exit)))
        for number, box in enumerate(_on_the_edge(boxes[item.id], kind, count))
    }
    return Layout(boxes, criteria)


def _inside(stage: PlanItem) -> Iterator[tuple[str, Box]]:
    """A stage at the origin, with all that is in it."""
    parts = {item.id: dict(_part(item)) for item in (*stage.items, *stage.discretionary)}
    x, bottom = float(EDGE), float(HEAD)
    for column in _columns(stage):
        y, widest = float(HEAD), 0.0
        for name in column:
            own = parts[name][name]
            yield from ((each, box.moved(x, y)) for each, box in parts[name].items())
            y, widest = y + own.height + ROW, max(widest, own.width)
        x, bottom = x + widest + GAP, max(bottom, y)
    yield stage.id, Box(0, 0, max(x - GAP + EDGE, TASK[0] + 2 * EDGE), bottom + EDGE - ROW)


def _part(item: PlanItem) -> Iterator[tuple[str, Box]]:
    if item.items or item.discretionary:
        yield from _inside(item)
    else:
        yield item.id, Box(0, 0, *(MILESTONE if item.is_milestone else TASK))


def _columns(stage: PlanItem) -> list[list[str]]:
    """The items of a stage in columns, each to the right of those beside it that it waits for."""
    items = {item.id: item for item in (*stage.items, *stage.discretionary)}
    homes = {below.id: item.id for item in items.values() for below in item.walk()}
    depth: dict[str, int] = {}

    def deep(name: str, *path: str) -> int:
        if name not in depth:
            awaited = {
                homes[part.source]
                for sentry in items[name].entry
                for part in sentry.on
                if part.source in homes
            }
            ahead = [deep(each, *path, name) for each in awaited if each not in (*path, name)]
            depth[name] = max(ahead, default=-1) + 1
        return depth[name]

    columns: list[list[str]] = []
    for name in items:
        while len(columns) <= deep(name):
            columns.append([])
        columns[depth[name]].append(name)
    return columns


def _on_the_edge(box: Box, kind: str, count: int) -> Iterator[Box]:
    """Entry criteria on the left edge, exit criteria on the right one, evenly."""
    width, height = SENTRY
    x = box.x - width / 2 + (0 if kind == "entry" else box.width)
    for number in range(count):
        yield Box(x, box.y + box.height * (number + 1) / (count + 1) - height / 2, width, height)
