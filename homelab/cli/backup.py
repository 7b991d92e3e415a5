"""Copy now what the services keep, as the nodes do by themselves on schedule."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_services
from homelab.result import ExitCode

__all__ = ["backup"]


@click.command()
@options.inventory
@options.limit
@click.argument("services", nargs=-1, metavar="[SERVICE]...", shell_complete=complete_services)
@options.as_json
def backup(
    inventory: Path, limit: tuple[str, ...], services: tuple[str, ...], as_json: bool
) -> ExitCode:
    """Make a copy of every service, or of those named, in every repository.

    `@node` is the name of a node's own folders.
    """
    from homelab.cli._backups import asked, ended

    lab, answers = asked(inventory, limit, services, ["backup"])
    return ended(lab, answers, as_json=as_json)
