"""Show the whole road, and what is built of it; begin a provider."""

from __future__ import annotations

import json
from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_tasks

__all__ = ["roadmap"]


@click.group(invoke_without_command=True)
@options.phase
@options.as_json
@click.pass_context
def roadmap(context: click.Context, phase: int | None, as_json: bool) -> None:
    """Show the roadmap's phases and tasks, and which providers there are for each.

    With --phase the phase is shown whole: goal, criteria, milestones, estimates,
    checkpoints and what may go wrong. Needs no inventory.
    """
    if context.invoked_subcommand is not None:
        return
    from rich.console import Console

    from homelab.report.roadmap import phase_as_text, road_as_json, road_as_text
    from homelab.roadmap.registry import phases

    wanted = [one for one in phases() if phase in {None, one.number}]
    if as_json:
        click.echo(json.dumps(road_as_json(wanted), indent=2))
        return
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 1000  # one line a task for grep and awk: nothing wraps
    with console.capture() as text:
        console.print(road_as_text() if phase is None else phase_as_text(wanted[0]))
    click.echo("\n".join(line.rstrip() for line in text.get().splitlines()))


@roadmap.command()
@click.argument("provider", metavar="TASK/PROVIDER", shell_complete=complete_tasks)
@click.option("--host", "is_on_host", is_flag=True, help="Work on the host, no container.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
              help="Folder to write it into, in place of homelab's own tree.")  # fmt: skip
@click.option("--module", metavar="NAME", help="What it is imported as there.")
def new(provider: str, is_on_host: bool, into: Path | None, module: str | None) -> None:
    """Write the folder of a new provider, with words to fill in.

    Afterwards `pytest tests/conformance -k PROVIDER` says what is still missing.
    """
    from homelab.scaffold import BLANK, write_provider

    task, slash, name = provider.partition("/")
    if not slash:
        raise click.UsageError("Name the task and the provider, like reverse_proxy/nginx.")
    if (into is None) != (module is None):
        raise click.UsageError("--into and --module go together: where it is, and as what.")
    for path in write_provider(task, name, is_container=not is_on_host, into=into, module=module):
        click.echo(path)
    click.echo(f"Fill in what says {BLANK}, then run the conformance kit.", err=True)
