"""Ask the nodes whether what they have works: every checkpoint, good, bad or unknown."""

from __future__ import annotations

import time
from pathlib import Path

import click

from homelab.cli import options
from homelab.result import ExitCode, exit_code

__all__ = ["verify"]


@click.command()
@options.inventory
@options.limit
@options.phase
@options.task
@click.option(
    "-k",
    "--match",
    default="",
    metavar="EXPRESSION",
    help="Only checkpoints whose names match, as with `pytest -k`.",
)
@click.option(
    "--junit",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write JUnit XML as well.",
)
@click.option(
    "--prometheus",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write figures for node_exporter's textfile collector as well.",
)
@click.option("--allow-unreachable", is_flag=True, help="A node that can't be asked is no failure.")
@options.as_json
def verify(
    inventory: Path,
    limit: tuple[str, ...],
    phase: int | None,
    task: tuple[str, ...],
    match: str,
    junit: Path | None,
    prometheus: Path | None,
    allow_unreachable: bool,
    as_json: bool,
) -> ExitCode:
    """Test what was built, from where a person would: from within, from other nodes, from here.

    Checks in checks/ beside the inventory run as well; `pytest checks/` reports the same.
    Exit code 1 for anything bad, and for anything unknown unless --allow-unreachable.
    """
    from rich.console import Console

    from homelab.cli._asking import Asking
    from homelab.model import load
    from homelab.model.scope import choose_hosts, choose_tasks
    from homelab.report import as_json as report_json
    from homelab.report import checkpoints
    from homelab.report.junit import to_junit
    from homelab.report.prometheus import write_figures
    from homelab.verify import verify as ask

    lab = load(inventory)
    hosts, tasks = choose_hosts(lab, limit), choose_tasks(phase, task)
    begun = time.monotonic()
    with Asking() as asking:
        verified = ask(lab, hosts=hosts, tasks=tasks, match=match, feed=asking)
    results = verified.results
    if not results and not verified.is_interrupted:
        raise click.UsageError("No checkpoint is about that; see `homelab roadmap`.")
    code = exit_code(results, allow_unknown=allow_unreachable)
    if verified.is_interrupted:
        code = ExitCode.INTERRUPTED
    if junit is not None:
        junit.write_text(to_junit(results))
    if prometheus is not None:
        write_figures(results, prometheus)
    if as_json:
        click.echo(report_json.to_json(results, code))
        return code
    console = Console()
    checkpoints.print_table(console, results)
    checkpoints.print_failures(console, results)
    checkpoints.print_summary(console, results, time.monotonic() - begun)
    return code
