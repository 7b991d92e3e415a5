"""Have the user's inventory follow a node to its new address, in the one place that says it."""

from __future__ import annotations

import ast
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from homelab.model.executing import execute, importing_from
from homelab.model.faults import Fault
from homelab.model.groups import read_groups

__all__ = ["follow_address"]

KEY = "ssh_hostname"


def follow_address(inventory: Path, host: str, old: str, new: str) -> bool:
    """Write NEW where the file says that HOST is reached at OLD, and change nothing else.

    False, with the file untouched, where no single literal of it says so.
    """
    before = _said(inventory, inventory)
    wanted = {
        at: {**data, KEY: new} if at[1] == host and data.get(KEY) == old else data
        for at, data in before.items()
    }
    if wanted == before:
        return False
    file = inventory.resolve()
    beside = file.with_name(f".{file.name}.new")
    try:
        for candidate in _candidates(file.read_bytes(), old, new):
            beside.write_bytes(candidate)
            beside.chmod(file.stat().st_mode & 0o7777)
            if _said(beside, inventory) == wanted:
                beside.replace(file)
                return True
        return False
    finally:
        beside.unlink(missing_ok=True)


def _candidates(source: bytes, old: str, new: str) -> Iterator[bytes]:
    """SOURCE with one of its literals OLD replaced by NEW, each in turn."""
    text = source.removeprefix(BOM_UTF8)
    mark = source[: len(source) - len(text)]
    lines = text.splitlines(keepends=True)
    starts = [sum(map(len, lines[:n])) for n in range(len(lines))]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and node.value == old and node.end_lineno is not None:
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[node.end_lineno - 1] + (node.end_col_offset or 0)
            literal = text[start:end].replace(old.encode(), new.encode())
            yield mark + text[:start] + literal + text[end:]


def _said(path: Path, inventory: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """The data that a file gives each host, by group and host."""
    with importing_from(inventory.resolve().parent):
        executed = execute(path, str(inventory))
    if isinstance(executed, Fault):
        return {}
    groups, _ = read_groups(executed)
    return {
        (name, host.name): dict(host.layer.values) if host.layer else {}
        for name, group in groups.items()
        for host in group.hosts
        if name == "all" or name in executed.values  # not the group of the file's own name
    }
