"""Make the lab what inventory and group_data wish it to be."""

from __future__ import annotations

import click

from homelab.cli._run import Asked, run, run_options
from homelab.result import ExitCode

__all__ = ["apply"]


@click.command()
@run_options
def apply(asked: Asked) -> ExitCode:
    """Make the lab so: each task on all its hosts at once, in the roadmap's order.

    A host that fails is left where it is and the others go on. Running it again goes on from
    there; a second run changes nothing. Ctrl-C ends after the operations that run now.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.report import operations

    console = Console(stderr=asked.as_json)
    results, code = run(engine.apply, asked, console)
    if not asked.as_json:
        console.print()
        operations.print_table(console, results)
        console.print()
        operations.print_failures(console, results)
        operations.print_summary(console, results)
    return code
