"""Amounts and times in Kubernetes' words."""

from __future__ import annotations

import re
from math import ceil

__all__ = ["bytes_as_quantity", "cpus_as_quantity", "literal", "seconds"]

SECONDS = {"ms": 0.001, "s": 1, "m": 60, "h": 3600}


def bytes_as_quantity(size: int) -> str:
    """SIZE in the largest unit that divides it."""
    for unit, factor in (("Gi", 2**30), ("Mi", 2**20), ("Ki", 2**10)):
        if size % factor == 0:
            return f"{size // factor}{unit}"
    return str(size)


def cpus_as_quantity(cpus: float) -> str:
    """Processors in thousandths, the finest that there is."""
    return f"{ceil(cpus * 1000)}m"


def seconds(duration: str) -> int:
    """Whole seconds of a duration like `1m30s`, rounded up."""
    return ceil(sum(int(n) * SECONDS[u] for n, u in re.findall(r"(\d+)(ms|s|m|h)", duration)))


def literal(text: str) -> str:
    """TEXT for Kubernetes, which else would put variables in (`$(NAME)`)."""
    return text.replace("$", "$$")
