"""Make the lab what inventory and group_data wish it to be."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli._run import run_options, stopping, terms_of
from homelab.result import ExitCode, exit_code

__all__ = ["apply"]


@click.command()
@run_options
def apply(
    inventory: Path,
    limit: tuple[str, ...],
    phase: int | None,
    task: tuple[str, ...],
    as_json: bool,
    timeout: float,
    fail_percent: float | None,
    parallel: int,
) -> ExitCode:
    """Make the lab so: each task on all its hosts at once, in the roadmap's order.

    A host that fails is left where it is and the others go on. Running it again goes on from
    there; a second run changes nothing. Ctrl-C ends after the operations that run now.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.cli._live import Live
    from homelab.report import as_json as report_json
    from homelab.report import operations

    lab, terms = terms_of(inventory, limit, phase, task,
                          parallel=parallel, fail_percent=fail_percent, operation_timeout=timeout)  # fmt: skip
    console = Console(stderr=as_json)
    with stopping(terms), Live(console) as live:
        results = engine.apply(lab, terms, live)
    code = ExitCode.INTERRUPTED if terms.stop.is_set() else exit_code(results)
    if as_json:
        click.echo(report_json.to_json(results, code))
        return code
    console.print()
    operations.print_table(console, results)
    console.print()
    operations.print_failures(console, results)
    operations.print_summary(console, results)
    return code
