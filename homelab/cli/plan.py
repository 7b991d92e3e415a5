"""Show what apply would change, with commands and diffs; change nothing."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli._run import run_options, stopping, terms_of
from homelab.result import ExitCode, exit_code

__all__ = ["plan"]


@click.command()
@run_options
def plan(
    inventory: Path,
    limit: tuple[str, ...],
    phase: int | None,
    task: tuple[str, ...],
    as_json: bool,
    timeout: float,
    fail_percent: float | None,
    parallel: int,
) -> ExitCode:
    """Name every operation that would change something on the nodes as they are now.

    Nothing on a node changes. An operation that waits for what an earlier one does is marked
    with `?`. What depends on something not yet installed is planned as if nothing of it were
    there. Exit code 2 when changes are pending.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.cli._live import Live
    from homelab.report import as_json as report_json
    from homelab.report import operations

    lab, terms = terms_of(inventory, limit, phase, task,
                          parallel=parallel, fail_percent=fail_percent, operation_timeout=timeout)  # fmt: skip
    quiet = Console(stderr=True, quiet=not Console(stderr=True).is_terminal)
    with stopping(terms), Live(quiet) as live:
        results = engine.plan(lab, terms, live)
    code = ExitCode.INTERRUPTED if terms.stop.is_set() else exit_code(results)
    if as_json:
        click.echo(report_json.to_json(results, code))
        return code
    console = Console()
    operations.print_foreseen(console, results)
    operations.print_failures(console, results)
    operations.print_summary(console, results)
    return code
