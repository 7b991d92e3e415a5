"""Plain data as Python source, as a person would write it."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["as_source"]

WIDTH = 100


def as_source(value: Any, indent: str = "", taken: int = 0) -> str:  # noqa: ANN401 - plain data
    """VALUE behind INDENT, on one line where it holds only scalars and leaves room.

    TAKEN is the number of characters that stand before it on its first line.
    """
    inner = f"{indent}    "
    if not isinstance(value, dict | list) or not value:
        return _scalar(value)
    each = list(value.values()) if isinstance(value, dict) else value
    heads = [f"{_scalar(key)}: " for key in value] if isinstance(value, dict) else [""] * len(each)
    begin, end = "{}" if isinstance(value, dict) else "[]"
    line = begin + ", ".join(map("{}{}".format, heads, map(_scalar, each))) + end
    is_flat = not any(isinstance(one, dict | list) and one for one in each)
    if is_flat and taken + len(line) < WIDTH:
        return line
    lines = [
        f"{inner}{head}{as_source(one, inner, len(inner + head))},\n"
        for head, one in zip(heads, each, strict=True)
    ]
    return begin + "\n" + "".join(lines) + indent + end


def _scalar(value: Any) -> str:  # noqa: ANN401 - a text, number or truth value
    """In Python's syntax, which for texts is JSON's, with the quotes that are used here."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
