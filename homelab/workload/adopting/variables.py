"""Compose's own variables: `$NAME`, `${NAME:-default}` and their kin, and files of them.

https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homelab.workload.adopting.remarks import Remarks
from homelab.workload.adopting.smells import smells

__all__ = ["Variables", "variables_in"]

REFERENCE = re.compile(
    r"\$(?:(?P<dollar>\$)|(?P<bare>[A-Za-z_]\w*)|"
    r"\{(?P<name>[A-Za-z_]\w*)(?:(?P<operator>:?[-+?])(?P<word>(?:[^{}]|\{[^{}]*\})*))?\})"
)
LINE = re.compile(r"\s*(?:export\s+)?(?P<name>[\w.-]+)\s*[=:]\s?(?P<value>.*)")


def variables_in(text: str) -> dict[str, str]:
    """The variables of a .env file; in single quotes a dollar is only that."""
    found = {}
    for said in map(LINE.fullmatch, text.splitlines()):
        if said is None:
            continue
        value = said["value"].strip()
        quote = value[:1]
        if quote in {"'", '"'} and quote in value[1:]:
            value = value[1 : value.index(quote, 1)]
            value = value.replace("$", "$$") if quote == "'" else value.replace("\\n", "\n")
        else:
            value = re.split(r"\s+#", value)[0]
        found[said["name"]] = value
    return found


@dataclass(frozen=True)
class Variables:
    """What is put in, and where what is missing is noted."""

    values: Mapping[str, str]
    remarks: Remarks

    def put(self, text: str, path: str) -> tuple[str, bool]:
        """TEXT with its variables put in, and whether one of them sounds like a secret."""
        secret = False

        def one(found: re.Match[str]) -> str:
            nonlocal secret
            if found["dollar"]:
                return "$"
            name = found["bare"] or found["name"]
            value = self._value(name, found["operator"] or "", found["word"] or "", path)
            secret |= smells(name, value)
            return value

        return REFERENCE.sub(one, text), secret

    def tree(self, value: Any, path: str) -> Any:  # noqa: ANN401 - a tree of plain data
        """VALUE with variables put in everywhere; what would show a secret stays as written."""
        if isinstance(value, dict):
            return {key: self.tree(inner, f"{path}.{key}") for key, inner in value.items()}
        if isinstance(value, list):
            return [self.tree(inner, f"{path}[{n}]") for n, inner in enumerate(value)]
        if not isinstance(value, str):
            return value
        text, secret = self.put(value, path)
        if not secret:
            return text
        cure = "hand it to the program by a variable or a file (`secrets`)"
        self.remarks.add(path, "a secret would stand here in plain text, so it is as it was", cure)
        return value

    def _value(self, name: str, operator: str, word: str, path: str) -> str:
        value = self.values.get(name)
        has = value is not None and (bool(value) or ":" not in operator)
        if operator.endswith("+"):
            return self.put(word, path)[0] if has else ""
        if has and value is not None:
            return value
        if operator.endswith("-"):
            return self.put(word, path)[0]
        if value is None or operator.endswith("?"):
            cure = f"set {name} in .env beside the file, or complete what is written"
            self.remarks.add(path, f"${name} has no value, so nothing stands in its place", cure)
        return value or ""
