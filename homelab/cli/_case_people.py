"""What only a person can tell: what is left to look at, and saying that it was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homelab.cli import options
from homelab.cli.complete import complete_hosts, complete_tasks
from homelab.result import ExitCode

if TYPE_CHECKING:
    from homelab.model.lab import Lab

__all__ = ["done", "todo"]


@click.command()
@options.inventory
@options.limit
@options.phase
@options.as_json
def todo(inventory: Path, limit: tuple[str, ...], phase: int | None, as_json: bool) -> ExitCode:
    """List what only a person can tell. Exit code 2 where something isn't attested yet."""
    from homelab.case.human_tasks import human_tasks
    from homelab.model import load
    from homelab.model.scope import choose_hosts
    from homelab.roadmap.registry import phases

    lab = load(inventory)
    hosts = choose_hosts(lab, limit)
    wanted = [each for each in phases() if phase in {None, each.number}]
    asked = [each for each in human_tasks(lab, wanted) if hosts is None or each.host in hosts]
    if as_json:
        click.echo(json.dumps([each.as_dict() for each in asked], indent=2, ensure_ascii=False))
    for each in () if as_json else asked:
        click.echo(f"{'✔' if each.attestation else '·'} {each.host}  {each.task}  {each.what}")
        if each.attestation:
            click.echo(f"    {each.attestation}")
    return ExitCode.OK if all(each.attestation for each in asked) else ExitCode.PENDING


@click.command()
@options.inventory
@click.argument("task", shell_complete=complete_tasks)
@click.option(
    "--node", "host", metavar="HOST", shell_complete=complete_hosts,
    help="The machine that was looked at; not for a phase.",
)  # fmt: skip
@click.option("--note", default="", metavar="TEXT", help="What you saw, for whoever reads it.")
@click.option("--yes", is_flag=True, help="Don't ask about each thing.")
def done(inventory: Path, task: str, host: str | None, note: str, yes: bool) -> ExitCode:
    """Attest that what TASK asks of a person is so on a machine.

    TASK may be a phase, like phase1: then it is the phase's own criteria. You are asked about
    one thing after the other, and what you say yes to is kept.
    """
    from homelab.case.attestations import attest
    from homelab.case.human_tasks import LAB, human_tasks
    from homelab.model import load
    from homelab.roadmap.registry import phases

    lab = load(inventory)
    where = _place(lab, task, host) or LAB
    asked = [e.what for e in human_tasks(lab, phases()) if (e.host, e.task) == (where, task)]
    if not asked:
        told = f"{task} asks nothing of a person on {where}; see `homelab case todo`."
        raise click.UsageError(told)
    seen = [what for what in asked if yes or click.confirm(f"{where}: {what}?", err=True)]
    if seen:
        attest(lab.kept, where, task, seen, note)
    click.echo(f"{where}: {len(seen)} of {len(asked)} attested", err=True)
    return ExitCode.OK if seen == asked else ExitCode.PENDING


def _place(lab: Lab, task: str, host: str | None) -> str | None:
    """The host that TASK is attested of; None where it is a phase."""
    from homelab.case.human_tasks import stage
    from homelab.model.scope import choose_hosts, choose_tasks
    from homelab.roadmap.registry import phases

    if lab.is_rehearsal:
        raise click.UsageError("A rehearsal has no machines to look at; leave --lab out.")
    if task in {stage(phase.number) for phase in phases()}:
        return None
    choose_tasks(None, [task])
    if host is None:
        raise click.UsageError("Say of which machine: --node HOST.")
    choose_hosts(lab, [host])
    return host
