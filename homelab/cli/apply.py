"""Make the lab what inventory and group_data wish it to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from homelab.cli._run import Asked, run, run_options
from homelab.result import ExitCode

if TYPE_CHECKING:
    from homelab.model.lab import Lab

__all__ = ["apply"]


def _reason(context: click.Context, option: click.Parameter, why: str | None) -> str | None:
    if why is not None and not why.strip():
        raise click.BadParameter("say why, as it goes on record.", context, option)
    return why


@click.command()
@click.option(
    "--serial",
    type=click.IntRange(1),
    metavar="N",
    help="Nodes at a time that a change of access may touch; none after one failed.",
)
@click.option(
    "--revert-after",
    type=click.IntRange(10, 3600),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="A node puts a change of access back so long after it lost contact.",
)
@click.option(
    "--no-guard",
    metavar="WHY",
    callback=_reason,
    help="Let changes of access stand though they cut homelab off; WHY is recorded.",
)
@click.option(
    "--override",
    metavar="WHY",
    callback=_reason,
    help="Begin the --phase though the one before it isn't over; WHY is recorded.",
)
@run_options
def apply(asked: Asked) -> ExitCode:
    """Make the lab so: each task on all its hosts at once, in the roadmap's order.

    What could cut homelab off from a node (network, SSH, firewall) is put back by the node
    itself unless homelab gets in again over a new connection.

    A --phase is begun once the one before it is over (`homelab case`).

    A host that fails is left where it is and the others go on. Running it again goes on from
    there; a second run changes nothing. Ctrl-C ends after the operations that run now.
    """
    from rich.console import Console

    from homelab import engine
    from homelab.report import operations

    console = Console(stderr=asked.as_json)
    results, code = run(engine.apply, asked, console, lambda lab: _enter(lab, asked))
    if not asked.as_json:
        console.print()
        operations.print_table(console, results)
        console.print()
        operations.print_failures(console, results)
        operations.print_summary(console, results)
    return code


def _enter(lab: Lab, asked: Asked) -> None:
    """Pass the gate of the phase that was asked for; single tasks have none."""
    from homelab.gates import pass_gate

    if asked.phase is not None and not asked.task:
        pass_gate(lab, asked.phase, asked.override)
