"""Executes the user's Python files; what goes wrong in one becomes a fault with its line."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from homelab.model.faults import Fault

__all__ = ["Executed", "execute", "importing_from"]


@dataclass(frozen=True)
class Executed:
    """A file's names and values, and its syntax tree, which knows their lines."""

    path: Path
    name: str
    """What faults call the file."""
    tree: ast.Module
    values: Mapping[str, Any]


@contextmanager
def importing_from(folder: Path) -> Iterator[None]:
    """Let the user's files import modules that lie in FOLDER, as pyinfra's CLI does."""
    added = str(folder)
    if added in sys.path:
        yield
        return
    sys.path.append(added)
    try:
        yield
    finally:
        sys.path.remove(added)


def execute(path: Path, name: str) -> Executed | Fault:
    """What the file at PATH defines; NAME is what faults call it."""
    try:
        tree = ast.parse(path.read_bytes(), str(path))
        code = compile(tree, str(path), "exec")
    except SyntaxError as error:
        return Fault(name, "", error.lineno, error.msg, "correct the Python there")
    except OSError as error:
        return Fault(name, "", None, f"can't be read: {error.strerror}", "make it readable")
    except Exception as error:  # noqa: BLE001 - nesting, null bytes, an unknown encoding
        return Fault(name, "", None, f"isn't Python: {_summary(error)}", "correct the file")
    values: dict[str, Any] = {"__file__": str(path)}
    try:
        exec(code, values)  # noqa: S102 - an inventory is a program of the user's own
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever the user's file raises
        line = _line(error.__traceback__, path)
        return Fault(name, "", line, _summary(error), "correct what raises it there")
    return Executed(path, name, tree, values)


def _line(traceback: TracebackType | None, path: Path) -> int | None:
    """The last line of the file at PATH that was running when the exception came."""
    line = None
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == str(path):
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return line


def _summary(error: BaseException) -> str:
    try:
        message = str(error).strip().partition("\n")[0][:200]
    except Exception:  # noqa: BLE001 - an exception of the user's that can't say what it is
        message = ""
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
