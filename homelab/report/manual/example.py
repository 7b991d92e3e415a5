"""An example of a provider as it stands in a user's group_data: YAML becomes Python."""

from __future__ import annotations

import json
from pathlib import Path

from ruamel.yaml import YAML

__all__ = ["as_group_data"]

WIDTH = 88


def as_group_data(task: str, example: Path) -> str:
    """The lines for a group_data file that wish what EXAMPLE says for TASK."""
    wishes = YAML(typ="safe").load(example.read_text())
    return f"{task} = {_literal(wishes, 0)}\n"


def _literal(value: object, indent: int) -> str:
    """VALUE as ruff would format it: on one line where it fits, else a line an entry."""
    short = _inline(value)
    if not isinstance(value, dict | list) or not value or len(short) + indent <= WIDTH:
        return short
    inner = " " * (indent + 4)
    if isinstance(value, dict):
        entries = [
            f"{json.dumps(key)}: {_literal(item, indent + 4)}" for key, item in value.items()
        ]
    else:
        entries = [_literal(item, indent + 4) for item in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = "".join(f"{inner}{entry},\n" for entry in entries)
    return f"{opening}\n{lines}{' ' * indent}{closing}"


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_inline(k)}: {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
