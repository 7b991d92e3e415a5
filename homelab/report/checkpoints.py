"""Checkpoints as text: nodes by checkpoints, worst first, then what isn't good and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from homelab.result import Outcome, Result

__all__ = ["STYLES", "print_failures", "print_summary", "print_table"]

STYLES = {
    Outcome.BAD: "bold red",
    Outcome.UNKNOWN: "magenta",
    Outcome.NOT_REACHED: "dim",
    Outcome.GOOD: "green",
}
"""The outcomes of checkpoints, worst first."""
WORST = list(STYLES)
COLUMNS = 6
"""Hosts that stand side by side; more of them are named in one column."""

Line = tuple[str, str]
"""A task with its provider, and a checkpoint's sentence."""


def print_table(console: Console, results: Iterable[Result]) -> None:
    """A line a checkpoint, a column a host; the worst lines first."""
    results = list(results)
    hosts = list(dict.fromkeys(result.host for result in results))
    lines: dict[Line, list[Result]] = {}
    for result in results:
        lines.setdefault((_where(result), result.name), []).append(result)
    side_by_side = len(hosts) <= COLUMNS
    heads = hosts if side_by_side else ["hosts"]
    table = Table("task", "checkpoint", *heads, box=None, pad_edge=False, header_style="bold")
    for (where, name), found in sorted(lines.items(), key=lambda line: _badness(line[1])):
        cells = [_cell(found, host) for host in hosts] if side_by_side else [_named(found)]
        table.add_row(Text(where, style="dim"), Text(name), *cells)
    console.print(table)


def print_failures(console: Console, results: Iterable[Result]) -> None:
    """What isn't good, worst first: where, the sentence that isn't true, expected and actual.

    Checkpoints of a host that share a reason, such as no connection, share a line.
    """
    alike: dict[tuple[Outcome, str, str], list[Result]] = {}
    for result in results:
        if result.outcome in (Outcome.BAD, Outcome.UNKNOWN):
            alike.setdefault((result.outcome, result.host, result.detail), []).append(result)
    for (outcome, host, detail), found in sorted(alike.items(), key=lambda a: WORST.index(a[0][0])):
        first = f"{_where(found[0])}: {found[0].name}"
        what = first if len(found) == 1 else f"{len(found)} checkpoints"
        head = f"{outcome.value}: {host}: {what}"
        console.print(Text(head, style=STYLES[outcome]), soft_wrap=True)
        for line in detail.splitlines():
            console.print(Text(f"    {line}"), soft_wrap=True)


def print_summary(console: Console, results: Iterable[Result], seconds: float) -> None:
    """One line: how many of each outcome, and how long it took."""
    counts = Counter(result.outcome for result in results)
    said = ", ".join(f"{counts[o]} {o.value}" for o in WORST if counts[o]) or "nothing to ask"
    console.print(Text(f"{said} in {seconds:.1f} s"))


def _badness(results: Sequence[Result]) -> tuple[int, int]:
    """Where a line stands: by its worst outcome, then by how many hosts have it."""
    worst = min(WORST.index(result.outcome) for result in results)
    return worst, -sum(WORST.index(result.outcome) == worst for result in results)


def _cell(results: Sequence[Result], host: str) -> Text:
    for outcome in WORST:
        if any(result.host == host and result.outcome is outcome for result in results):
            return Text(outcome.value, style=STYLES[outcome])
    return Text("")


def _named(results: Sequence[Result]) -> Text:
    return Text("; ").join(_hosts_by_outcome(results))


def _hosts_by_outcome(results: Sequence[Result]) -> Iterator[Text]:
    for outcome in WORST:
        hosts = [result.host for result in results if result.outcome is outcome]
        if hosts:
            shown = f"{len(hosts)}" if outcome is Outcome.GOOD else ", ".join(hosts)
            yield Text(f"{outcome.value}: {shown}", style=STYLES[outcome])


def _where(result: Result) -> str:
    return f"{result.task}/{result.provider}" if result.provider else result.task
