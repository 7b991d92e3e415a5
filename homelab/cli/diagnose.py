"""Name what keeps the lab from working, with the evidence and the cure."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_faults
from homelab.result import ExitCode

__all__ = ["diagnose"]


@click.command()
@options.inventory
@options.limit
@click.argument("faults", nargs=-1, metavar="[FAULT]...", shell_complete=complete_faults)
@options.as_json
def diagnose(
    inventory: Path, limit: tuple[str, ...], faults: tuple[str, ...], as_json: bool
) -> ExitCode:
    """Ask every node for all faults that homelab knows, or for those named; nothing is changed.

    Exit code 1 where a fault is named, and where a node can't be asked.
    """
    from rich.console import Console

    from homelab.cli._diagnosing import Diagnosing
    from homelab.diagnose import diagnose as ask
    from homelab.model import load
    from homelab.model.scope import choose_hosts
    from homelab.report.diagnosis import print_diagnosis, to_json

    lab = load(inventory)
    hosts = choose_hosts(lab, limit) or frozenset(lab.hosts)
    with Diagnosing() as diagnosing:
        found = ask(lab, hosts=hosts, faults=faults, feed=diagnosing)
    if as_json:
        click.echo(to_json(found))
    else:
        print_diagnosis(Console(), found, len(hosts))
    return found.code
