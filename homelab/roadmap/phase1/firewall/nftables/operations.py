"""What is done to homelab's table in the kernel, only where it isn't so yet."""

from __future__ import annotations

import shlex
from collections.abc import Generator

from pyinfra import host
from pyinfra.api import StringCommand, operation

from homelab.roadmap.phase1.firewall.nftables.facts import TableState

__all__ = ["loaded", "unloaded"]


@operation()
def loaded(file: str) -> Generator[StringCommand]:
    """The kernel has the table that FILE describes, and nothing more in it."""
    if not host.get_fact(TableState, file=file).runs_what_is_written():
        yield StringCommand(f"nft --file {shlex.quote(file)}")


@operation()
def unloaded(file: str) -> Generator[StringCommand]:
    """The kernel has no such table."""
    if host.get_fact(TableState, file=file).loaded:
        yield StringCommand("nft delete table inet homelab")
