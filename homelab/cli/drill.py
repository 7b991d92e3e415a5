"""Prove that backups restore: into scratch, by checksum, and by the service itself."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_services
from homelab.result import ExitCode

__all__ = ["drill"]


@click.command()
@options.inventory
@options.limit
@click.argument("services", nargs=-1, metavar="[SERVICE]...", shell_complete=complete_services)
@options.as_json
def drill(
    inventory: Path, limit: tuple[str, ...], services: tuple[str, ...], as_json: bool
) -> ExitCode:
    """Restore the newest copies, compare them, and start each service on what came back.

    It starts cut off from everything else, and is asked its own proof. The running services
    and their data aren't touched. Nodes do the same by themselves, on `drill_calendar`.
    """
    from homelab.cli._backups import asked, ended

    lab, answers = asked(inventory, limit, services, ["drill"])
    return ended(lab, answers, as_json=as_json)
