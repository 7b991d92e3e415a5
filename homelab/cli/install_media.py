"""Write what hosts install their system by, with nobody at the keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import click

from homelab.cli import options
from homelab.cli.complete import complete_hosts

__all__ = ["install_media"]

URL = "http://${next-server}:8080"
"""Where iPXE was sent to by DHCP."""


@click.command("install-media")
@options.inventory
@click.argument("hosts", nargs=-1, required=True, shell_complete=complete_hosts)
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write into, made if missing.",
)
@click.option(
    "--url",
    metavar="URL",
    default=URL,
    show_default=True,
    help="Where that folder is served by HTTP.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@options.as_json
def install_media(
    inventory: Path, hosts: tuple[str, ...], folder: Path, url: str, force: bool, as_json: bool
) -> None:
    """Write what HOSTS install their system by, as `host_os` declares it.

    Each gets its installer's file of answers: disk, name, address, and the user that homelab comes
    in as first. boot.ipxe maps the hosts' MACs to them, for a network boot. No host is touched.
    """
    from homelab.media.writing import made_media, write_media
    from homelab.model import load

    media = made_media(load(inventory), dict.fromkeys(hosts))
    written = write_media(folder, media, url.rstrip("/"), force=force)
    if as_json:
        hosts_said = {
            host: {"system": medium.system, "mac": medium.mac} for host, medium in media.items()
        }
        said = {"hosts": hosts_said, "files": list(map(str, written))}
        click.echo(json.dumps(said, indent=2))
        return
    for path in written:
        click.echo(f"wrote {path}")
    click.echo(f"{folder / 'README.md'} says how to use them; an installation empties the disk.")
