"""Write the hardware that a node should have from what it has."""

from __future__ import annotations

import json
from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_hosts

__all__ = ["discover"]


@click.command()
@click.argument("host", shell_complete=complete_hosts)
@options.inventory
@options.as_json
def discover(host: str, inventory: Path, as_json: bool) -> None:
    """Look into HOST and print its hardware as a wish, ready to paste.

    From then on `homelab verify` names each part that has gone missing. Nothing on the
    node changes. Where to paste it is said on standard error.
    """
    from homelab import discovery
    from homelab.model import load
    from homelab.model.scope import choose_hosts

    lab = load(inventory)
    choose_hosts(lab, [host])
    if host not in lab.hosts:
        raise click.UsageError(f"{host} is a group; name one of its hosts.")
    found = lab.hosts[host]
    wish = discovery.discover(lab, found)
    if as_json:
        click.echo(json.dumps({"hardware": wish}, indent=2, ensure_ascii=False))
        return
    group = discovery.own_group(lab, found)
    click.echo(discovery.as_python(wish, is_assignment=group is not None), nl=False)
    where = f"group_data/{group}.py" if group else f"{found.name}'s own dict in {inventory.name}"
    click.echo(f"Paste it into {where}, then run `homelab verify --task hardware`.", err=True)
