"""Check inventory and group data, and print everything that is wrong; touches no host."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Sized
from pathlib import Path

import click

from homelab.cli import options
from homelab.result import ExitCode

__all__ = ["check"]


@click.command()
@options.inventory
@options.as_json
def check(inventory: Path, as_json: bool) -> ExitCode:
    """Check inventory and group data, and print everything that is wrong.

    Touches no host. Exits with 64 when there is a fault; a warning is none.
    """
    gc.disable()  # so short a life collects nothing worth the time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looks into every package
    from homelab.model import InvalidLab, load

    try:
        lab = load(inventory)
    except InvalidLab as invalid:
        faults = [fault.as_dict() for fault in invalid.faults]
        click.echo(json.dumps({"faults": faults}, indent=2) if as_json else str(invalid))
        return ExitCode.USAGE
    tasks = sorted({choice.task for host in lab.hosts.values() for choice in host.choices})
    if as_json:
        warnings = [warning.as_dict() for warning in lab.warnings]
        said = {"faults": [], "warnings": warnings, "hosts": list(lab.hosts), "tasks": tasks}
        click.echo(json.dumps(said, indent=2))
        return ExitCode.OK
    for warning in lab.warnings:
        click.echo(f"warning: {warning}")
    found = _count(lab.warnings, "warning") if lab.warnings else "nothing to complain about"
    click.echo(f"{_count(lab.hosts, 'host')}, {_count(tasks, 'task')}: {found}")
    return ExitCode.OK


def _count(things: Sized, noun: str) -> str:
    number = len(things)
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
