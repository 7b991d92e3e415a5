"""Serve installation media to machines that boot by the network."""

from __future__ import annotations

import signal
from pathlib import Path

import click

__all__ = ["netboot"]


@click.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option(
    "--interface", metavar="NAME", required=True, help="The one that the machines are behind."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8080, show_default=True)
def netboot(folder: Path, interface: str, port: int) -> None:
    """Serve what `homelab install-media` wrote into DIR to machines that boot by the network.

    It goes on until it is interrupted, and tells what is fetched. The network's own DHCP server
    gives the addresses, as before. Needs root. Everybody in the network can fetch the files
    meanwhile, hashes of passwords among them.
    """
    from homelab.media.netboot import NotServed, address_of, answer_machines
    from homelab.media.web import serving

    if not (folder / "boot.ipxe").is_file():
        raise NotServed(f"{folder} has no boot.ipxe; write it with `homelab install-media`")
    own = address_of(interface)
    # Ended like that too, it leaves no dnsmasq behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with serving(folder, str(own.ip), port, click.echo) as url:
            click.echo(f"{url} answers what boots by {interface}; end it with Ctrl-C.")
            answer_machines(interface, own, url)
    except OSError as error:
        raise NotServed(f"port {port} can't be had ({error.strerror}); choose another") from None
    except KeyboardInterrupt:
        click.echo("Nothing is served any more.")
