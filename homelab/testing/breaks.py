"""How a provider can be broken on purpose: examples/breaks.yaml, read.

Each is a shell command that spoils a node, the checkpoint that must notice, and the
operation that `plan` must name and `apply` must do to make it good:

    - break: ufw disable
      checkpoint: test_ufw_is_on_now_and_after_a_reboot
      operation: ufw is on and starts at boot
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from homelab.testing.package import Package

__all__ = ["Break", "Unreadable", "breaks", "breaks_name_their_checkpoints", "can_be_broken"]


class Written(BaseModel):
    """One break, as it stands in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    command: str = Field(alias="break", min_length=1)
    checkpoint: str = Field(pattern="^test_")
    operation: str | None = None


@dataclass(frozen=True)
class Break:
    """One way to break what a provider provides."""

    command: str
    """Run as root on the node, by a shell."""
    checkpoint: str
    """Name of the check, the provider's or its task's, that fails then."""
    operation: str | None
    """Name of the operation that would repair it; None where only a person can."""


class Unreadable(Exception):
    """The file isn't a list of breaks."""


def breaks(package: Package) -> tuple[Break, ...]:
    """PACKAGE's breaks, none where it has no such file; raises Unreadable."""
    if not (package.folder / "examples" / "breaks.yaml").is_file():
        return ()
    written = package.written("breaks")
    if not isinstance(written, list) or not written:
        raise Unreadable("it is no list of `break`, `checkpoint` and `operation`")
    try:
        found = [Written.model_validate(each) for each in written]
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise Unreadable(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
    return tuple(Break(each.command, each.checkpoint, each.operation) for each in found)


def can_be_broken(package: Package) -> Iterator[str]:
    """There is at least one way to break it, by which its checkpoints and its repair are tried."""
    if not (package.folder / "examples" / "breaks.yaml").is_file():
        yield "examples/breaks.yaml is missing"


def breaks_name_their_checkpoints(package: Package) -> Iterator[str]:
    """The breaks can be read, and each names a checkpoint that is there."""
    if "checks.py" not in package.sources:
        return  # has_its_files says so
    known = {name for source in package.checks for name in source.functions}
    try:
        for each in breaks(package):
            if each.checkpoint not in known:
                yield f"examples/breaks.yaml: no check {each.checkpoint} in any checks.py"
    except Unreadable as fault:
        yield f"examples/breaks.yaml: {fault}"
