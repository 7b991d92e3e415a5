"""Rules over the whole lab, one file each: `faults(draft)` says where it is broken.

Add a rule by adding a file, with a folder in tests/invalid/ that breaks it; `every_fault`
finds it. A rule that complains of something absent asks `draft.is_whole` first.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from homelab.model.draft import Draft
from homelab.model.faults import Fault

__all__ = ["every_fault"]


def every_fault(draft: Draft) -> Iterator[Fault]:
    """What every rule has to say."""
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        yield from import_module(f"{__name__}.{path.stem}").faults(draft)
