"""The menu that iPXE shows: who boots by a card that is declared gets its own entry.

See https://ipxe.org/scripting and https://ipxe.org/cfg for the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from homelab.media.medium import Medium

__all__ = ["boot_menu"]

WAIT_OF_THE_KNOWN, WAIT_OF_OTHERS = 10_000, 30_000
"""Milliseconds until an entry is chosen by itself."""


def boot_menu(media: Mapping[str, Medium], base: str) -> str:
    """A script that boots each host's installer by its MAC, and anything else from its disk.

    BASE is the address that the folder is served at.
    """
    return "\n".join(_lines(media, base)) + "\n"


def _lines(media: Mapping[str, Medium], base: str) -> Iterator[str]:
    yield "#!ipxe"
    yield "# Written by homelab (install-media)."
    # `homelab netboot` says where it serves the folder, before it leads here.
    yield f"isset ${{base}} || set base {base}"
    yield f"set chosen local\nset wait {WAIT_OF_OTHERS}"
    for host, medium in media.items():
        if medium.mac:
            yield (
                f"iseq ${{mac}} {medium.mac} "
                f"&& set chosen install-{host} && set wait {WAIT_OF_THE_KNOWN} ||"
            )
    yield "\n:menu"
    yield "menu Install a machine of the lab: its disk is emptied (this is ${mac})"
    yield "item local Boot what is installed"
    for host, medium in media.items():
        yield f"item install-{host} {host}: install {medium.system} ({medium.mac or 'any card'})"
    yield "choose --default ${chosen} --timeout ${wait} target && goto ${target} || goto local"
    yield "\n:local"
    yield "iseq ${platform} pcbios && sanboot --no-describe --drive 0x80 || exit"
    for host, medium in media.items():
        yield f"\n:install-{host}"
        # By UEFI a kernel finds by this name what was fetched; older iPXE has no initrd.magic.
        words = ("initrd=initrd.img", *medium.boot.arguments)
        yield f"kernel {medium.boot.kernel} {' '.join(words)}"
        first, *others = medium.boot.initrd
        yield f"initrd --name initrd.img {first}"
        yield from (f"initrd {initrd}" for initrd in others)
        yield "boot || goto menu"
