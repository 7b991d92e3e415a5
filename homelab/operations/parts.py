"""What one script printed about several things, taken apart at its headings.

One question to the node costs one round trip, however much is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["in_parts"]

HEADING = "## "


def in_parts(output: Iterable[str]) -> Mapping[str, list[str]]:
    """The lines under each heading `## NAME`; none under a heading that was never printed."""
    parts: dict[str, list[str]] = defaultdict(list)
    lines: list[str] = []
    for line in output:
        if line.startswith(HEADING):
            lines = parts[line.removeprefix(HEADING)]
        else:
            lines.append(line)
    return parts
