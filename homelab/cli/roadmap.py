"""Show the whole road, and what is built of it."""

from __future__ import annotations

import json

import click

from homelab.cli import options

__all__ = ["roadmap"]


@click.command
@options.phase
@options.as_json
def roadmap(phase: int | None, as_json: bool) -> None:
    """Show the roadmap's phases and tasks, and which providers there are for each.

    With --phase the phase is shown whole: goal, criteria, milestones, estimates,
    checkpoints and what may go wrong. Needs no inventory.
    """
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
