"""Authorities that a node trusts besides those that its system brings."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.files import content

__all__ = ["distrusted", "trusted"]

FOLDER = "/usr/local/share/ca-certificates"
"""Where update-ca-certificates(8) looks for a machine's own."""
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"


class Trusted(FactBase[str]):
    """Whether an authority's file is there, and its certificate in the node's bundle."""

    def command(self, authority: str) -> str:
        """Print `file` and `bundle`, each where it is so."""
        file, link = f"{FOLDER}/{authority}.crt", f"/etc/ssl/certs/{authority}.pem"
        inside = f"$(sed -n 2p {shlex.quote(file)})"
        return (
            f"[ ! -e {shlex.quote(file)} ] || {{ echo file; "
            f'[ ! -e {shlex.quote(link)} ] || ! grep -qF "{inside}" {BUNDLE} || echo bundle; }}; '
            f"[ ! -e {shlex.quote(link)} ] || echo link"
        )

    def process(self, output: Iterable[str]) -> str:
        """The words."""
        return " ".join(output)


@operation()
def trusted(authority: str, root: str) -> Generator[Any]:
    """The node trusts what the authority ROOT (PEM) signs; AUTHORITY is the name of its file."""
    path = f"{FOLDER}/{authority}.crt"
    changes = list(content._inner(path=path, text=root))  # noqa: SLF001 - pyinfra's way to nest
    yield from changes
    if changes or "bundle" not in (host.get_fact(Trusted, authority=authority) or ""):
        yield StringCommand("update-ca-certificates")


@operation()
def distrusted(authority: str) -> Generator[StringCommand]:
    """The node trusts the AUTHORITY no more."""
    if host.get_fact(Trusted, authority=authority):
        yield StringCommand(f"rm -f {FOLDER}/{shlex.quote(authority)}.crt")
        yield StringCommand("update-ca-certificates --fresh")
