"""What stands beside the media: how each host is installed by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from homelab.media.medium import Medium

__all__ = ["readme"]

HEAD = """\
# Installation media

Written by `homelab install-media`. **An installation empties the machine's disk and asks nobody.**
The files hold hashes of passwords, so they are their owner's alone: serve them in the lab's own
network, only as long as you install, and delete them then.

## Over the network

Run `homelab netboot` on this folder, as root, on a machine in the same network. Or serve it by HTTP
at `{base}` yourself, and have the DHCP server send what boots by iPXE to
`{base}/boot.ipxe`; `${{next-server}}` is what that server says files are fetched from.

A machine whose MAC is known installs itself after ten seconds; any other boots its own disk. Set
the boot order to *disk, then network*: an empty disk comes here, an installed one doesn't again.
"""


def readme(media: Mapping[str, Medium], base: str) -> str:
    """The text for MEDIA, which are served at BASE."""
    return HEAD.format(base=base) + "".join(_parts(media))


def _parts(media: Mapping[str, Medium]) -> Iterator[str]:
    for host, medium in media.items():
        card = medium.mac or "not declared: choose it in the menu"
        yield f"\n## {host}: {medium.system}\n\nMAC: {card}\n\n{medium.usage}\n"
