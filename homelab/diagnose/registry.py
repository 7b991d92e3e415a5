"""Finds the faults by walking their folder; there is no list to edit."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path

from homelab.diagnose.fault import Fault
from homelab.model.scope import NoSuchName

__all__ = ["choose", "fault", "names", "title"]

FOLDER = Path(__file__).with_name("faults")
PACKAGE = f"{__package__}.faults"


def names() -> list[str]:
    """The name of every fault, by challenge and then by name."""
    every = [path.stem for path in FOLDER.glob("[!_]*.py")]
    return sorted(every, key=lambda name: (fault(name).challenge.value, name))


@cache
def fault(name: str) -> Fault:
    """The fault NAME."""
    found: Fault = import_module(f"{PACKAGE}.{name}").FAULT
    return found


def title(name: str) -> str:
    """The fault in a sentence: the first line of its file."""
    said = import_module(f"{PACKAGE}.{name}").__doc__ or ""
    return said.splitlines()[0]


def choose(wanted: Iterable[str]) -> list[str]:
    """The faults that WANTED names, or all; raises NoSuchName."""
    every = names()
    wanted = list(wanted)
    for name in wanted:
        if name not in every:
            near = get_close_matches(name, every, 1)
            cure = f"did you mean {near[0]}?" if near else f"there are {', '.join(every)}"
            raise NoSuchName(f"{name}: no such fault; {cure}")
    return [name for name in every if name in wanted or not wanted]
