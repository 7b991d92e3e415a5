"""The operations of a plan or an apply, as text: what matters first, host by host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from homelab.result import Outcome, Result

__all__ = ["SIGNS", "print_failures", "print_foreseen", "print_summary", "print_table"]

FORESEEN = (Outcome.DRIFTED, Outcome.PENDING, Outcome.CONDITIONAL)

SIGNS = {
    Outcome.UNCHANGED: ("=", "dim"),
    Outcome.CHANGED: ("~", "yellow"),
    Outcome.DRIFTED: ("≠", "red"),
    Outcome.PENDING: ("~", "yellow"),
    Outcome.CONDITIONAL: ("?", "cyan"),
    Outcome.NOT_REACHED: ("-", "dim"),
    Outcome.UNKNOWN: ("?", "magenta"),
    Outcome.REVERTED: ("<", "red"),
    Outcome.FAILED: ("!", "bold red"),
}

DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def print_foreseen(console: Console, results: Iterable[Result]) -> None:
    """Every operation that would change something, with its commands and diffs, by host."""
    chosen = [r for r in results if r.outcome in FORESEEN]
    for host in dict.fromkeys(result.host for result in chosen):
        console.print(Text(host, style="bold"))
        for result in chosen:
            if result.host == host:
                _print_one(console, result)


def _print_one(console: Console, result: Result) -> None:
    sign, style = SIGNS[result.outcome]
    where = f"{result.task}/{result.provider}"
    console.print(Text.assemble("  ", (sign, style), f" {where}: {result.name}"))
    if result.outcome is Outcome.CONDITIONAL:
        console.print(Text("      only if an earlier operation changes something", style="dim"))
    for command in result.commands:
        console.print(Text(f"      $ {command}", style="dim"), soft_wrap=True)
    for line in result.diff.splitlines():
        style = DIFF_STYLES.get(line[:1], "")
        console.print(Text(f"      {line}", style=style), soft_wrap=True)


def print_failures(console: Console, results: Iterable[Result]) -> None:
    """What failed or could not be asked, with what it said."""
    for result in results:
        if result.outcome in (Outcome.FAILED, Outcome.UNKNOWN):
            sign, style = SIGNS[result.outcome]
            console.print(Text.assemble((f"{sign} {_line(result)}", style)))
            for line in result.detail.splitlines():
                console.print(Text(f"    {line}"), soft_wrap=True)


def print_table(console: Console, results: Iterable[Result]) -> None:
    """Tasks by hosts: how many operations changed, or what became of them."""
    kept = [r for r in results if r.task]
    hosts = list(dict.fromkeys(result.host for result in kept))
    table = Table("task", *hosts, box=None, pad_edge=False, header_style="bold")
    for task in dict.fromkeys(result.task for result in kept):
        cells = ([r for r in kept if (r.task, r.host) == (task, host)] for host in hosts)
        table.add_row(task, *(_cell(cell) for cell in cells))
    console.print(table)


def _cell(results: list[Result]) -> Text:
    counts = Counter(result.outcome for result in results)
    seconds = sum(result.seconds for result in results)
    for outcome in (Outcome.FAILED, Outcome.REVERTED, Outcome.UNKNOWN, Outcome.NOT_REACHED):
        if counts[outcome]:
            return Text(outcome.value, style=SIGNS[outcome][1])
    for outcome in (Outcome.CHANGED, *FORESEEN):
        if counts[outcome]:
            text = f"{counts[outcome]} {outcome.value} ({seconds:.1f} s)"
            return Text(text, style=SIGNS[outcome][1])
    return Text(f"unchanged ({seconds:.1f} s)" if results else "", style="dim")


def print_summary(console: Console, results: Iterable[Result]) -> None:
    """One line: how many of each outcome."""
    told = list(results)
    counts = Counter(result.outcome for result in told)
    pending = [r for r in told if r.outcome in (Outcome.PENDING, Outcome.CONDITIONAL)]
    guarded = dict.fromkeys(r.task for r in pending if r.reverts_after is not None)
    after = next((r.reverts_after for r in pending if r.reverts_after is not None), None)
    undone = f"; {', '.join(guarded)} would be put back {after} s after losing contact"
    summary = ", ".join(_counted(counts)) or "nothing to do"
    console.print(Text(summary + (undone if guarded else "")), soft_wrap=True)


def _counted(counts: Counter[Outcome]) -> Iterator[str]:
    for outcome in (*SIGNS,):
        if counts[outcome]:
            yield f"{counts[outcome]} {outcome.value}"


def _line(result: Result) -> str:
    where = f" {result.task}/{result.provider}:" if result.provider else ""
    return f"{result.host}:{where} {result.name}: {result.outcome.value}"
