"""Live progress of a run: a line a host on a terminal, a line an event elsewhere."""

from __future__ import annotations

import threading
import time

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from homelab.cli._shown import Shown
from homelab.engine.feed import Feed
from homelab.report.operations import SIGNS
from homelab.result import Outcome, Result

__all__ = ["Live"]


class Live(Shown, Feed):
    """Shows what each host is doing; on a terminal in place, elsewhere what ends not unchanged."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._rows: dict[str, TaskID] = {}
        self._start = time.monotonic()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.fields[host]}", style="bold"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def stage_began(self, stage: str, hosts: tuple[str, ...]) -> None:
        """A task begins on some hosts."""
        if not self._console.is_terminal:
            seconds = time.monotonic() - self._start
            self._console.print(
                f"[{seconds:6.1f} s] {stage}: {', '.join(hosts)}", highlight=False, markup=False
            )
        for host in hosts:
            self._show(host, stage)

    def operation_began(self, host: str, task: str, name: str) -> None:
        """An operation begins."""
        self._show(host, f"{task}: {name}")

    def said(self, host: str, task: str, text: str) -> None:
        """Print what one should know while one waits."""
        line = f"  . {host}: {task}: {text}"
        self._console.print(line, style="cyan", highlight=False, markup=False, soft_wrap=True)

    def ended(self, result: Result) -> None:
        """An operation ended: print it where it did something."""
        if result.outcome in (Outcome.UNCHANGED, Outcome.NOT_REACHED):
            return
        sign, style = SIGNS[result.outcome]
        seconds = f" ({result.seconds:.1f} s)" if result.seconds > 1 else ""
        where = f" {result.task}:" if result.task else ""
        line = f"  {sign} {result.host}:{where} {result.name}{seconds}"
        self._console.print(line, style=style, highlight=False, markup=False, soft_wrap=True)

    def _show(self, host: str, text: str) -> None:
        with self._lock:
            if host not in self._rows:
                self._rows[host] = self._progress.add_task(text, total=None, host=host)
            self._progress.update(self._rows[host], description=text)
