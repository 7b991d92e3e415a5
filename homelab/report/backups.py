"""Backups as text: what is proved to come back, what isn't, and where 3-2-1-1-0 stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from homelab.backup.coverage import Covered

__all__ = ["print_coverage", "print_rule"]

DEPTHS = {
    "proved": "by its own proof",
    "started": "started on the data",
    "restored": "restored and compared",
}
GOAL = {"copies": 3, "media": 2, "off_site": 1, "immutable": 1}
"""3-2-1-1-0, without the last number: no error."""


def print_coverage(console: Console, covered: Iterable[Covered]) -> None:
    """A line a volume: how far its restore is proved, how long ago, or why not."""
    table = Table("host", "service", "what", "proved", "ago", box=None, header_style="bold")
    for each in covered:
        proof = Text(DEPTHS[each.depth], "green") if each.depth else Text(each.why, "bold red")
        if each.is_expendable:
            proof = Text(f"expendable: {each.why}", "dim")
        table.add_row(each.host, each.service, each.what, proof, _ago(each.at))
    console.print(table)


def print_rule(console: Console, host: str, rule: dict[str, int]) -> None:
    """One line: the five numbers of HOST beside 3-2-1-1-0."""
    numbers = "-".join(str(rule[name]) for name in (*GOAL, "errors"))
    short = [
        f"{name.replace('_', ' ')} {rule[name]} of {wanted}"
        for name, wanted in GOAL.items()
        if rule[name] < wanted
    ]
    if rule["errors"]:
        short.append(f"{rule['errors']} errors")
    told = f"; to 3-2-1-1-0: {', '.join(short)}" if short else ", as 3-2-1-1-0 asks"
    console.print(f"{host}: {numbers}{told}", highlight=False)


def _ago(at: str) -> str:
    if not at:
        return ""
    seconds = (datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds()
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
