"""Let devices in by the lab's VPN: the file or QR code that each is set up with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from homelab.cli import options
from homelab.cli.complete import complete_peers

if TYPE_CHECKING:
    from homelab.contract import Node
    from homelab.model.lab import Lab

__all__ = ["vpn"]


@click.group()
def vpn() -> None:
    """Let devices in by the lab's VPN.

    A device is one line of `vpn["peers"]` in group_data; `homelab apply` lets it in.
    """


@vpn.command()
@options.inventory
@click.argument("name", shell_complete=complete_peers)
@click.option("--qr", is_flag=True, help="Show a QR code, for the app of a phone.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write this file."
)
def client(inventory: Path, name: str, qr: bool, output: Path | None) -> None:
    """Make what the device NAME is set up with: it holds the device's keys.

    A file can be read by its owner alone. Either is made from the lab's files, so it can be had
    again at any time, and no node is asked.
    """
    from homelab.model import load
    from homelab.roadmap import registry
    from homelab.secrets.files import replace_file

    if qr == (output is not None):
        raise click.UsageError("Say either --qr or -o FILE; the keys are shown nowhere else.")
    node = _node_of(load(inventory), name)
    module = registry.provider(node.task, node.provider).load("client")
    if module is None:
        raise click.UsageError(f"{node.task}/{node.provider} has no files for devices.")
    text: str = module.client_file(node, name)
    if output is not None:
        try:
            replace_file(output, text.encode())
        except OSError as error:
            raise click.UsageError(
                f"{output} can't be written ({error.strerror}); name a file in a folder of yours."
            ) from None
        click.echo(f"{output} lets {name} in; bring it there by a safe way, and delete it here.")
        return
    import segno

    segno.make(text, micro=False).terminal(compact=True)


def _node_of(lab: Lab, name: str) -> Node[Any]:
    """The first node whose VPN has a device NAME."""
    nodes = lab.nodes("vpn")
    for node in nodes:
        if name in node.settings.peers:
            return node
    known = ", ".join(sorted({peer for node in nodes for peer in node.settings.peers})) or "none"
    raise click.UsageError(f'{name} is no device in vpn["peers"]; there is {known}.')
