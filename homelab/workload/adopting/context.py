"""What every part of an adoption reads and notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from homelab.workload.adopting.remarks import Remarks
from homelab.workload.adopting.variables import Variables

__all__ = ["Context", "ReadFile"]

ReadFile = Callable[[str], str | None]
"""The text of a file, by its absolute path; None where it can't be read."""


@dataclass(frozen=True)
class Context:
    """One compose file on its way into a lab."""

    project: str
    """Its name for Docker, which is that of its folder where it says none."""
    folder: str
    """The folder that its relative paths begin in."""
    home: str
    tree: dict[str, Any]
    variables: Variables
    remarks: Remarks
    read: ReadFile
    names: dict[str, str]
    """homelab's name of each of its services."""
    references: dict[str, str] = field(default_factory=dict, repr=False)
    """The reference of each secret's value, so that those who share one still do."""

    def absolute(self, path: str) -> str:
        """PATH as Compose takes it: `~` and what is relative, made whole."""
        from posixpath import join, normpath

        if path == "~" or path.startswith("~/"):
            return normpath(self.home + path[1:])
        return normpath(join(self.folder, path))

    def top(self, kind: str, name: str) -> dict[str, Any]:
        """What the file says of a volume, network, config or secret as a whole."""
        found = (self.tree.get(kind) or {}).get(name)
        return found if isinstance(found, dict) else {}

    def refer(self, service: str, name: str, value: str, path: str, what: str) -> str:
        """The reference in place of a secret's VALUE, the same for all who have that value."""
        reference = self.references.get(value) if value else None
        if reference is None:
            reference = f"secret:{service}/{name}"
            if value:
                self.references[value] = reference
        stored = reference.removeprefix("secret:")
        cure = f"{reference} takes its place; store its value"
        self.remarks.add(path, what, cure, f"homelab secrets set {stored}")
        return reference
