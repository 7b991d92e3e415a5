"""Throwaway nodes for this lab: up, down, status, shell, break."""

from __future__ import annotations

from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_faults, complete_hosts
from homelab.result import ExitCode

__all__ = ["lab"]


@click.group()
def lab() -> None:
    """Nodes that stand in for the inventory's hosts: they boot systemd and run sshd."""


@lab.command()
@options.inventory
@options.vm
def up(inventory: Path, vm: tuple[str, ...]) -> ExitCode:
    """Bring a node up for every host, each in its state before first contact.

    Nodes that stand already are kept. Afterwards `homelab --lab COMMAND` works on them.
    """
    from homelab.model import load
    from homelab.model.scope import choose_hosts
    from homelab.rehearsal import up as bring_up

    declared = load(inventory)
    found = bring_up(
        declared,
        lambda node, message: click.echo(f"{node}: {message}", err=True),
        machines=choose_hosts(declared, vm) or frozenset(),
    )
    for node in found.nodes:
        click.echo(f"{node.name}  {node.system}  {node.ipv4}  {node.ipv6}")
    click.echo("Go on with `homelab --lab apply`.", err=True)
    return ExitCode.OK


@lab.command()
@options.inventory
def down(inventory: Path) -> ExitCode:
    """Remove every node, network and volume that this lab made, also after a kill."""
    from homelab.lab import Rehearsal
    from homelab.model import load
    from homelab.rehearsal.standing import forget

    found = load(inventory)
    Rehearsal(found.root).down()
    forget(found)
    return ExitCode.OK


@lab.command()
@options.inventory
def status(inventory: Path) -> ExitCode:
    """List the nodes that exist."""
    from homelab.lab import Rehearsal
    from homelab.model.loading import root_of

    for node in Rehearsal(root_of(inventory.absolute())).status():
        click.echo(f"{node.name}  {node.system}  {node.ipv4}  {node.ipv6}  {node.state}")
    return ExitCode.OK


@lab.command()
@options.inventory
@click.argument("host", shell_complete=complete_hosts)
def shell(inventory: Path, host: str) -> int:
    """Open root's shell on a node, past its sshd and firewall."""
    from homelab.lab import Rehearsal
    from homelab.model.loading import root_of

    return Rehearsal(root_of(inventory.absolute())).shell(host)


@lab.command("break")
@options.inventory
@click.option(
    "--node", metavar="HOST", shell_complete=complete_hosts, help="The node to make it on."
)
@click.option("--list", "is_list", is_flag=True, help="Show the faults that can be made.")
@click.argument("fault", required=False, shell_complete=complete_faults)
def break_(inventory: Path, node: str | None, is_list: bool, fault: str | None) -> ExitCode:
    """Make a fault on a rehearsal node, for `homelab diagnose` to name.

    It stays until it is cured, or the node is made anew. Nothing but rehearsal nodes is touched.
    """
    from homelab.model import load
    from homelab.rehearsal.breaking import break_node, told, ways

    if is_list:
        for name in ways():
            click.echo(f"{name:24} {told(name)}")
        return ExitCode.OK
    if fault is None or node is None:
        raise click.UsageError("Say which FAULT, and where with --node; --list shows them.")
    break_node(load(inventory), node, fault)
    click.echo(f"{node}: {told(fault)}")
    click.echo("See it named with `homelab --lab diagnose`.", err=True)
    return ExitCode.OK
