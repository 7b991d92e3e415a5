"""Show what apply would change, with commands and diffs; change nothing."""

from __future__ import annotations

import click

from homelab.cli._run import Asked, run, run_options
from homelab.result import ExitCode

__all__ = ["plan"]


@click.command()
@run_options
def plan(asked: Asked) -> ExitCode:
    """Name every operation that would change something on the nodes as they are now.

    Nothing on a node changes. An operation that waits for what an earlier one does is marked
    with `?`. What depends on something not yet installed is planned as if nothing of it were
    there. Exit code 2 when changes are pending.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.report import operations

    progress = Console(stderr=True, quiet=not Console(stderr=True).is_terminal)
    results, code = run(engine.plan, asked, progress)
    if not asked.as_json:
        console = Console()
        operations.print_foreseen(console, results)
        operations.print_failures(console, results)
        operations.print_summary(console, results)
    return code
