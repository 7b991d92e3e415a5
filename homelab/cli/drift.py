"""What has changed on the nodes since they were applied; change nothing."""

from __future__ import annotations

import click

from homelab.cli._run import Asked, run, run_options
from homelab.result import ExitCode, Outcome

__all__ = ["drift"]


@click.command()
@run_options
def drift(asked: Asked) -> ExitCode:
    """Tell what was changed on nodes from what was changed in the wishes.

    Drift (exit code 3) is what isn't any more as homelab applied it: somebody's hand, another
    program, a package that was upgraded. Pending (exit code 2) is what an apply would do besides,
    as inventory, group_data or homelab itself are newer. Nothing on a node changes.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.report import operations

    progress = Console(stderr=True, quiet=not Console(stderr=True).is_terminal)
    results, code = run(engine.drift, asked, progress)
    if not asked.as_json:
        console = Console()
        for title, outcomes in TITLES.items():
            found = [each for each in results if each.outcome in outcomes]
            if found:
                console.print(title)
                operations.print_foreseen(console, found)
        operations.print_failures(console, results)
        operations.print_summary(console, results)
    return code


TITLES = {
    "Changed on the node since it was applied:": {Outcome.DRIFTED},
    "Changed in the wishes since then:": {Outcome.PENDING, Outcome.CONDITIONAL},
}
