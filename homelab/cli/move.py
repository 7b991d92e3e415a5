"""Take a service's data along to the host where it is wished now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from homelab.cli import options
from homelab.cli.complete import complete_services
from homelab.result import ExitCode

if TYPE_CHECKING:
    from homelab.result import Result

__all__ = ["move"]


@click.command()
@options.inventory
@click.argument("service", shell_complete=complete_services)
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.as_json
def move(inventory: Path, service: str, yes: bool, as_json: bool) -> ExitCode:
    """Move SERVICE with its data to the host that group_data/ wishes it on.

    It is backed up, and stands still from its last copy until the new host has put that copy
    to the proof and in place; then its names lead there. Where anything fails it serves on as
    before. What it had stays on the old host until `homelab apply --purge`.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.backup.moving import find_move
    from homelab.backup.moving import move as run
    from homelab.cli._backups import asked, ended
    from homelab.cli._live import Live
    from homelab.cli._run import stopping
    from homelab.model import load

    lab = load(inventory)
    found = find_move(lab, service)
    if not yes:
        text = f"Move {service} from {found.old_host} to {found.new_host}?"
        click.confirm(text, abort=True, err=True)
    console = Console(stderr=True)

    def apply(hosts: frozenset[str] | None) -> list[Result]:
        terms = engine.Terms(hosts=hosts)
        with stopping(terms), Live(console) as live:
            return engine.apply(lab, terms, live)

    run(lab, found, apply, lambda host, doing: click.echo(f"  {host}: {doing}", err=True))
    asked(inventory, (found.new_host,), [service], ["backup"])
    return ended(*asked(inventory, (found.new_host,), [service], ["drill"]), as_json=as_json)
