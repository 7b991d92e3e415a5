"""What only Proxmox VE's deploy needs: sources of packages that apt passes over."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

__all__ = ["asked", "passed_over"]

ASIDE = ".disabled"
"""What apt leaves out without a word (Dir::Ignore-Files-Silently)."""


class Existing(FactBase[list[str]]):
    """Those of some files that exist."""

    default = list

    def command(self, paths: Sequence[str]) -> str:
        """Print each that does."""
        names = " ".join(shlex.quote(path) for path in paths)
        return f'for p in {names}; do [ ! -e "$p" ] || echo "$p"; done'

    def process(self, output: Iterable[str]) -> list[str]:
        """The paths, as asked for."""
        return list(output)


@operation()
def passed_over(paths: Sequence[str]) -> Generator[StringCommand, None, None]:
    """Apt reads none of the files PATHS, which are kept under another name."""
    for path in host.get_fact(Existing, paths=list(paths)):
        yield StringCommand(f"mv -f {shlex.quote(path)} {shlex.quote(path + ASIDE)}")


@operation()
def asked(paths: Sequence[str]) -> Generator[StringCommand, None, None]:
    """Apt reads those of the files PATHS again that it passed over."""
    for path in host.get_fact(Existing, paths=[f"{path}{ASIDE}" for path in paths]):
        yield StringCommand(f"mv -f {shlex.quote(path)} {shlex.quote(path.removesuffix(ASIDE))}")
