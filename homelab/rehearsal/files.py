"""The lab's own files, copied, so that a rehearsal commits nothing of the person's."""

from __future__ import annotations

import shutil
from pathlib import Path

from homelab.rehearsal.inventory import FOLDER
from homelab.repository import LAB_FILES, git

__all__ = ["COPY", "copy_files"]

COPY = FOLDER / "files"
"""From the inventory's folder."""


def copy_files(root: Path) -> None:
    """The files of the lab in ROOT are in a repository of its rehearsal's, as they are now."""
    for name in LAB_FILES:
        source, copy = root / name, root / COPY / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy2(source, copy)
    if not (root / COPY / ".git").exists():  # else it would be a part of one around the lab
        git(root / COPY, "init", "--quiet")
