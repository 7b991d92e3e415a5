"""The words that only a provider's author knows."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.scaffold import BLANK
from homelab.testing.package import Package

__all__ = ["words_are_filled_in"]


def words_are_filled_in(package: Package) -> Iterator[str]:
    """Nothing is left of what `homelab roadmap new` leaves to be filled in."""
    for path in sorted(package.folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
                if BLANK in line:
                    yield f"{path.relative_to(package.folder)}:{number}: {line.strip()}"
