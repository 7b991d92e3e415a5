"""How far the lab is on the roadmap, by the evidence; and what only a person can tell."""

from __future__ import annotations

import json
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homelab.cli import options
from homelab.cli._case_exchange import export, import_
from homelab.cli._case_people import done, todo
from homelab.cli.complete import complete_parts

if TYPE_CHECKING:
    from homelab.model.lab import Lab

__all__ = ["case"]


@click.group(invoke_without_command=True)
@options.inventory
@options.phase
@options.as_json
@click.pass_context
def case(context: click.Context, inventory: Path, phase: int | None, as_json: bool) -> None:
    """Show each phase's criteria, tasks and milestones, with their state and why.

    They are judged by what `homelab verify` found last and by what people attested, both kept in
    .homelab/events.jsonl beside the inventory.
    """
    if context.invoked_subcommand is not None:
        return
    from homelab.gates import case_of, standing_of
    from homelab.model import load
    from homelab.report.case import case_as_json, case_as_text

    lab = load(inventory)
    _warn_of_damage(lab)
    found = case_of(lab)
    running = standing_of(lab, found)
    wanted = [number for number in found.phases if phase in {None, number}]
    if as_json:
        click.echo(json.dumps(case_as_json(found, running, wanted), indent=2, ensure_ascii=False))
    else:
        click.echo(case_as_text(found, running, wanted))


@case.command()
@options.inventory
@click.argument("part", shell_complete=complete_parts)
def why(inventory: Path, part: str) -> None:
    """Say why a PART of the case stands where it does: phase2, tls, tls.milestone, phase2.exit1."""
    from homelab.gates import case_of, standing_of
    from homelab.model import load
    from homelab.report.why import why as said

    lab = load(inventory)
    found = case_of(lab)
    running = standing_of(lab, found)
    parts = {item.id: item for item in running.case.plan.walk()}
    if part not in parts:
        near = get_close_matches(part, parts, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(parts)}"
        raise click.UsageError(f"{part}: no such part of the case; {hint}")
    click.echo(said(found, running, parts[part]))


def _warn_of_damage(lab: Lab) -> None:
    """Say which lines of the history can't be read; what they held doesn't count."""
    from homelab.case.events import FILE, damaged

    lines = damaged(lab.kept)
    if lines:
        numbers = ", ".join(map(str, lines))
        click.echo(
            f"{lab.kept / FILE}: line {numbers}: no event, and left out; a crash cut it short, or "
            "somebody edited it: `git log -p` has what stood there",
            err=True,
        )


for command in (todo, done, export, import_):
    case.add_command(command)
