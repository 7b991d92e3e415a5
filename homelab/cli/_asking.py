"""Live progress of a verify: how far it is, and at once whatever isn't good."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from homelab.cli._shown import Shown
from homelab.report.checkpoints import STYLES
from homelab.result import Outcome, Result
from homelab.verify import VerifyFeed

__all__ = ["Asking"]


class Asking(Shown, VerifyFeed):
    """Shows a bar on a terminal, and nothing elsewhere: the table comes at the end."""

    def __init__(self) -> None:
        # The stream itself, as pytest puts another in its place while it runs.
        self._console = Console(file=sys.stderr, quiet=not sys.stderr.isatty())
        self._progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            disable=not sys.stderr.isatty(),
        )
        self._bar = self._progress.add_task("connecting", total=None)

    def began(self, total: int) -> None:
        """The checkpoints are known."""
        self._progress.update(self._bar, total=total)

    def ended(self, result: Result) -> None:
        """One checkpoint has ended; print it when it isn't good."""
        self._progress.update(self._bar, advance=1, description=f"{result.host}: {result.name}")
        if result.outcome is not Outcome.GOOD:
            line = f"{result.outcome.value}: {result.host}: {result.name}"
            self._console.print(Text(line, style=STYLES.get(result.outcome, "")), soft_wrap=True)
