"""Rules over the whole lab, one file each: `faults(draft)` says where it is broken.

One that has `warnings(draft)` in its place says what may be meant so and mostly isn't.

Add a rule by adding a file, with a folder in tests/invalid/ that breaks it; `every_fault`
finds it. A rule that complains of something absent asks `draft.is_whole` first.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from homelab.model.draft import Draft
from homelab.model.faults import Fault

__all__ = ["every_fault", "every_warning"]


def every_fault(draft: Draft) -> Iterator[Fault]:
    """What every rule has to say."""
    yield from _said("faults", draft)


def every_warning(draft: Draft) -> Iterator[Fault]:
    """What isn't wrong in itself; of a lab that has no fault."""
    yield from _said("warnings", draft)


def _said(function: str, draft: Draft) -> Iterator[Fault]:
    for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
        rule = getattr(import_module(f"{__name__}.{path.stem}"), function, None)
        if rule is not None:
            yield from rule(draft)
