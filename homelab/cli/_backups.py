"""What `backup`, `drill` and `restore` share: asking with progress, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homelab.result import ExitCode

if TYPE_CHECKING:
    from homelab.backup.asking import Answer
    from homelab.model.lab import Lab

__all__ = ["asked", "ended"]


def asked(
    inventory: Path, limit: tuple[str, ...], services: Iterable[str], words: list[str]
) -> tuple[Lab, list[Answer]]:
    """The lab, and what the hosts that keep SERVICES answered to WORDS, a verb and its options."""
    from homelab.backup.asking import ask, keepers
    from homelab.model import load
    from homelab.model.scope import choose_hosts

    lab = load(inventory)
    kept = keepers(lab, services, choose_hosts(lab, limit))
    if words[0] == "restore" and len(kept) > 1:
        hosts = ", ".join(kept)
        raise click.UsageError(f"{hosts} have a service of that name: choose with --limit.")

    def told(host: str, doing: str) -> None:
        click.echo(f"  {host}: {doing}", err=True)

    return lab, ask(lab, kept, words, told)


def ended(lab: Lab, answers: list[Answer], *, as_json: bool) -> ExitCode:
    """Print coverage and troubles; FAILED where there is any."""
    from rich.console import Console

    from homelab.backup.coverage import coverage
    from homelab.report.backups import print_coverage, print_rule

    covered = list(coverage(lab, answers))
    troubles = {answer.host: answer.troubles for answer in answers}
    code = ExitCode.FAILED if any(troubles.values()) else ExitCode.OK
    if as_json:
        rules = {answer.host: answer.said.get("rule") for answer in answers}
        said = {"coverage": [asdict(each) for each in covered], "rule": rules, "troubles": troubles}
        click.echo(json.dumps(said, indent=2))
        return code
    console = Console()
    print_coverage(console, covered)
    for answer in answers:
        if "rule" in answer.said:
            print_rule(console, answer.host, answer.said["rule"])
    for host, found in troubles.items():
        for trouble in found:
            click.echo(f"{host}: {trouble}", err=True)
    return code
