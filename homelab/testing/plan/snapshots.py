"""A plan as text, to be kept beside the tests and read in a review."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from homelab.result import Result

__all__ = ["Snapshots", "as_text"]


@dataclass(frozen=True)
class Snapshots:
    """The folder of stored plans, and whether they are being written anew."""

    folder: Path
    is_updating: bool = False

    def difference(self, name: str, text: str) -> str | None:
        """How TEXT differs from what is stored under NAME; None when it doesn't."""
        path = self.folder / f"{name}.txt"
        if self.is_updating:
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        if not path.is_file():
            return f"{path.name} isn't stored; run `pytest --update-snapshots` and read it"
        stored = path.read_text()
        if stored == text:
            return None
        lines = difflib.unified_diff(
            stored.splitlines(), text.splitlines(), path.name, "planned now", lineterm="", n=1
        )
        return "\n".join(
            [f"{path.name} differs; if it should, run `pytest --update-snapshots`", *lines]
        )


def as_text(results: list[Result]) -> str:
    """Every operation with its commands and diff, in order."""
    parts: list[str] = []
    for result in results:
        parts.append(f"{result.outcome}: {result.name}")
        parts += [f"    $ {line}" for command in result.commands for line in command.splitlines()]
        parts += [f"    {line}".rstrip() for line in result.diff.splitlines()]
    return "\n".join(parts) + "\n"
