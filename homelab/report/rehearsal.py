"""What a rehearsal showed: tasks by nodes, checkpoints by nodes, and whether it came to rest."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from homelab.report import checkpoints, operations
from homelab.result import Outcome, Result

__all__ = ["print_evidence", "save_picture"]

PICTURE_WIDTH = 112


def print_evidence(
    console: Console,
    first: Sequence[Result],
    verified: Sequence[Result],
    restless: Sequence[Result],
) -> None:
    """Print FIRST as what was applied, VERIFIED as the evidence, RESTLESS as what never rests."""
    console.rule("what was applied")
    operations.print_table(console, first)
    operations.print_failures(console, first)
    console.rule("the evidence")
    checkpoints.print_table(console, verified)
    checkpoints.print_failures(console, verified)
    good = sum(result.outcome is Outcome.GOOD for result in verified)
    console.print(f"{good} of {len(verified)} checkpoints are good.", highlight=False)
    console.rule("applied again")
    for result in restless:
        line = f"! {result.host}: {result.task}/{result.provider}: {result.name}: changed again"
        console.print(Text(line, style="bold red"), soft_wrap=True)
    if not restless:
        console.print("Nothing changed.", style="green")


def save_picture(
    path: Path, first: Sequence[Result], verified: Sequence[Result], restless: Sequence[Result]
) -> None:
    """Save what `print_evidence` prints as an SVG."""
    console = Console(record=True, width=PICTURE_WIDTH, file=io.StringIO(), force_terminal=True)
    print_evidence(console, first, verified, restless)
    console.save_svg(str(path), title="homelab rehearse")
