"""Compose's looser forms of lists, pairs, sizes and durations, made homelab's."""

from __future__ import annotations

import re
import shlex
from typing import Any

__all__ = ["as_dict", "as_duration", "as_list", "as_pairs", "as_size", "as_text", "as_words"]

UNITS = {"": 1, "b": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}
NAMES = (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10))


def as_list(value: Any) -> list[Any]:  # noqa: ANN401 - what a compose file may hold
    """One or several, as several."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def as_dict(value: Any) -> dict[str, Any]:  # noqa: ANN401 - what a compose file may hold
    """A mapping; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def as_text(value: Any) -> str:  # noqa: ANN401 - what a compose file may hold
    """A scalar as Compose hands it on."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def as_pairs(value: Any, between: str = "=") -> dict[str, str | None]:  # noqa: ANN401 - as above
    """A mapping, or a list of `KEY=VALUE`; None where no value is said."""
    if isinstance(value, dict):
        return {key: None if v is None else as_text(v) for key, v in value.items()}
    pairs: dict[str, str | None] = {}
    for each in map(as_text, as_list(value)):
        key, sign, said = each.partition(between)
        pairs[key] = said if sign else None
    return pairs


def as_words(value: Any) -> list[str]:  # noqa: ANN401 - as above
    """A command: a list as it is, a text split as a shell would; raises ValueError."""
    return [as_text(v) for v in value] if isinstance(value, list) else shlex.split(as_text(value))


def as_size(value: Any) -> str | None:  # noqa: ANN401 - as above
    """An amount of bytes, which Compose counts in powers of two; None for none."""
    said = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([bkmgt]?)i?b?", as_text(value).strip().lower())
    if said is None:
        return None
    size = int(float(said[1]) * UNITS[said[2]])
    unit, factor = next(((u, f) for u, f in NAMES if size and size % f == 0), ("B", 1))
    return f"{size // factor} {unit}" if size else None


def as_duration(value: Any) -> str:  # noqa: ANN401 - as above
    """A duration; a number alone is in seconds, and a fraction in thousandths."""
    text = as_text(value)
    said = re.fullmatch(r"(\d+(?:\.\d+)?)s?", text)
    if said is None:
        return text
    return f"{said[1]}s" if "." not in said[1] else f"{round(float(said[1]) * 1000)}ms"
