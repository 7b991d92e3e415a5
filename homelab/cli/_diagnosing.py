"""Live progress of a diagnosis: how many hosts have answered."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from homelab.cli._shown import Shown
from homelab.diagnose import DiagnoseFeed, Named, Unknown

__all__ = ["Diagnosing"]


class Diagnosing(Shown, DiagnoseFeed):
    """Shows a bar on a terminal, and nothing elsewhere."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._bar = self._progress.add_task("asking", total=None)

    def began(self, total: int) -> None:
        """The hosts are known."""
        self._progress.update(self._bar, total=total)

    def ended(self, host: str, found: list[Named | Unknown]) -> None:
        """One host has answered."""
        del found
        self._progress.update(self._bar, advance=1, description=host)
