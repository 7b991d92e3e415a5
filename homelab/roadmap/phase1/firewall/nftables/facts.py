"""What the table's file says, and whether the kernel has just that."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from pyinfra.api import FactBase

from homelab.operations.parts import in_parts

__all__ = ["Table", "TableState"]

# How nft prints a table isn't how it is written, so the file is read into a network namespace of
# its own, which is gone at once, and printed by the same nft.
STATE = """
show='nft --stateless list table inet homelab'
echo '## loaded'; $show 2>/dev/null
echo '## written'; unshare --net sh -c "nft --file "{file}" && $show" 2>/dev/null
echo '## declared'; sed -n '/chain declared {{/,/}}/p' {file} 2>/dev/null
true
"""


@dataclass(frozen=True)
class Table:
    """homelab's table on one node."""

    loaded: tuple[str, ...] = ()
    """Lines as the kernel has them."""
    written: tuple[str, ...] = ()
    """Lines as the kernel would have them of the file."""
    declared: tuple[str, ...] = ()
    """The rules in the file that let in what the lab declares."""

    def runs_what_is_written(self) -> bool:
        """Whether the kernel has what the file says, and no more."""
        return self.loaded == self.written != ()


class TableState(FactBase[Table]):
    """The table's file beside what the kernel holds."""

    default = Table

    def command(self, file: str) -> str:
        """Print both, part by part."""
        return STATE.format(file=shlex.quote(file))

    def process(self, output: Iterable[str]) -> Table:
        """Take the parts apart."""
        parts = in_parts(output)
        rules = (line.strip() for line in parts["declared"][1:-1])
        return Table(tuple(parts["loaded"]), tuple(parts["written"]), tuple(rules))
