"""Reboot nodes a few at a time, each of them back and whole before the next ones go."""

from __future__ import annotations

import time
from pathlib import Path

import click

from homelab.cli import options
from homelab.result import ExitCode, Kind, Outcome, Result, exit_code

__all__ = ["reboot"]


@click.command()
@options.inventory
@options.limit
@click.option("--pending", is_flag=True, help="Only nodes that wait for it: a kernel, a library.")
@click.option(
    "--serial", type=click.IntRange(1), default=1, show_default=True, metavar="N",
    help="Nodes at a time.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(10), default=600.0, show_default=True, metavar="SECONDS",
    help="A node must be back after so long.",
)  # fmt: skip
@click.option("--no-verify", is_flag=True, help="Don't ask the checkpoints of what is back.")
@click.option("--yes", is_flag=True, help="Don't ask.")
@options.as_json
def reboot(
    inventory: Path,
    limit: tuple[str, ...],
    pending: bool,
    serial: int,
    timeout: float,
    no_verify: bool,
    yes: bool,
    as_json: bool,
) -> ExitCode:
    """Reboot nodes one after the other, or --serial N at a time, in the inventory's order.

    A node counts as back when it has booted anew, lets homelab in, has started all there is and
    its checkpoints are good. When one isn't, the others stay up.
    """
    from rich.console import Console

    from homelab.cli._live import Live
    from homelab.engine.rebooting import Reboots
    from homelab.engine.rebooting import reboot as run
    from homelab.model import load
    from homelab.model.scope import choose_hosts
    from homelab.report import checkpoints, operations
    from homelab.report.as_json import to_json
    from homelab.verify import verify

    lab = load(inventory)
    hosts = choose_hosts(lab, limit)
    names = ", ".join(name for name in lab.hosts if hosts is None or name in hosts)
    if not yes:
        which = "those that wait for it of " if pending else ""
        click.confirm(f"Reboot {which}{names}?", abort=True, err=True)
    console = Console(stderr=as_json)
    begun = time.monotonic()

    with Live(console) as live:

        def prove(back: frozenset[str]) -> tuple[Result, ...]:
            if no_verify:
                return ()
            for host in sorted(back):
                live.said(host, "reboot", "is back, and asked for its checkpoints")
            return verify(lab, hosts=back).results

        results = list(run(lab, Reboots(hosts, serial, pending, timeout), live, prove))
    code = exit_code(results)
    if as_json:
        click.echo(to_json(results, code))
        return code
    proved = [result for result in results if result.kind is Kind.CHECKPOINT]
    operations.print_failures(console, [result for result in results if result not in proved])
    checkpoints.print_failures(console, proved)
    seconds = time.monotonic() - begun
    rebooted = sum(result.outcome is Outcome.CHANGED for result in results)
    console.print(f"{rebooted} rebooted in {seconds:.0f} s")
    if proved:
        checkpoints.print_summary(console, proved, seconds)
    return code
