"""Bring a service's data back from a backup, after a copy of what is there now."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_services
from homelab.result import ExitCode

__all__ = ["restore"]


@click.command()
@options.inventory
@options.limit
@click.argument("service", shell_complete=complete_services)
@click.option(
    "--at",
    default="",
    metavar="TIME",
    help="The newest copy from before, by the node's clock, like 2026-11-25T18:00.",
)
@click.option("--repository", default="", metavar="NAME", help="Where from; else the first.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.as_json
def restore(
    inventory: Path,
    limit: tuple[str, ...],
    service: str,
    at: str,
    repository: str,
    yes: bool,
    as_json: bool,
) -> ExitCode:
    """Put SERVICE's data back to what it was; it stands still meanwhile.

    What is there now is copied first. A service that doesn't start with the restored data
    gets back what it had.
    """
    from homelab.cli._backups import asked, ended

    if not yes:
        click.confirm(f"Replace the data of {service} by its backup?", abort=True, err=True)
    chosen = [f"--at={at}"] if at else []
    chosen += [f"--repository={repository}"] if repository else []
    lab, answers = asked(inventory, limit, [service], ["restore", *chosen])
    return ended(lab, answers, as_json=as_json)
