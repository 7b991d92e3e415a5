"""Debian packages: the way to have them and the way to see them."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

__all__ = ["APT", "MissingPackages", "absent", "installed", "removed"]

APT = "DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=300"


class MissingPackages(FactBase[list[str]]):
    """Those of some packages that aren't installed; removed but not purged counts as missing."""

    default = list

    def command(self, packages: Sequence[str]) -> str:
        """Print the status of each."""
        names = " ".join(shlex.quote(name) for name in packages)
        there = "dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n'"
        # grep fails where a package is missing or not wholly installed ("ii").
        return f'for p in {names}; do {there} "$p" 2>/dev/null | grep -q \' ii\' || echo "$p"; done'

    def process(self, output: Iterable[str]) -> list[str]:
        """The names, as asked for."""
        return list(output)


@operation()
def installed(packages: Sequence[str]) -> Generator[StringCommand]:
    """Every one of PACKAGES is installed, without what is only recommended.

    The package lists are fetched only when something is missing.
    """
    missing = host.get_fact(MissingPackages, packages=list(packages))
    if missing:
        names = " ".join(shlex.quote(name) for name in missing)
        yield StringCommand(f"{APT} update")
        yield StringCommand(f"{APT} install --no-install-recommends {names}")


@operation()
def absent(packages: Sequence[str]) -> Generator[StringCommand]:
    """None of PACKAGES is installed; their configuration is purged."""
    yield from _without(packages, "purge")


@operation()
def removed(packages: Sequence[str]) -> Generator[StringCommand]:
    """None of PACKAGES is installed; what they keep stays, as purging some deletes data."""
    yield from _without(packages, "remove")


def _without(packages: Sequence[str], verb: str) -> Generator[StringCommand]:
    missing = host.get_fact(MissingPackages, packages=list(packages))
    there = [name for name in packages if name not in missing]
    if there:
        names = " ".join(shlex.quote(name) for name in there)
        yield StringCommand(f"{APT} {verb} {names}")
