"""Run the lab on throwaway nodes first: apply, verify, and apply again without a change."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli import options
from homelab.result import ExitCode

__all__ = ["rehearse"]


@click.command()
@options.inventory
@options.phase
@options.task
@options.vm
@click.option(
    "--keep", is_flag=True, help="Leave the nodes standing; `homelab --lab …` works on them."
)
@click.option("--again", is_flag=True, help="Go on with nodes that stand instead of fresh ones.")
@click.option("--picture", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Save the closing report as an SVG.")  # fmt: skip
def rehearse(
    inventory: Path,
    phase: int | None,
    task: tuple[str, ...],
    vm: tuple[str, ...],
    keep: bool,
    again: bool,
    picture: Path | None,
) -> ExitCode:
    """Take your own inventory through its phases on nodes that can be thrown away.

    Nodes stand in for the hosts, at addresses of the lab's own; the inventory's are never
    contacted and its secrets never read. Ends with what was applied, and the evidence.
    """
    from rich.console import Console

    from homelab.cli._asking import Asking
    from homelab.cli._live import Live
    from homelab.cli._run import stopping
    from homelab.engine import Terms
    from homelab.lab import Rehearsal, ensure_docker
    from homelab.model import load
    from homelab.model.scope import choose_hosts, choose_tasks
    from homelab.rehearsal import rehearse as run
    from homelab.rehearsal import up
    from homelab.rehearsal.standing import forget
    from homelab.report.rehearsal import print_evidence, save_picture

    console = Console()
    lab = load(inventory)
    terms = Terms(tasks=choose_tasks(phase, task))
    machines = choose_hosts(lab, vm) or frozenset()
    nodes = Rehearsal(lab.root)

    def told(node: str, message: str) -> None:
        console.print(f"  {node}: {message}", highlight=False, markup=False)

    console.rule("nodes")
    ensure_docker(told)
    if not again:
        nodes.down()
        forget(lab)
    rehearsed = up(lab, told, terms.tasks, machines)
    try:
        with stopping(terms):
            evidence = run(rehearsed, terms, console.rule, lambda: Live(console), Asking)
    finally:
        if not keep:
            nodes.down()
            forget(lab)
    print_evidence(console, evidence.first, evidence.checkpoints, evidence.restless)
    if picture is not None:
        save_picture(picture, evidence.first, evidence.checkpoints, evidence.restless)
    if keep:
        console.print("The nodes stand: `homelab --lab verify`, `homelab lab shell HOST`.")
    return ExitCode.INTERRUPTED if terms.stop.is_set() else evidence.code
