"""Packages of npm, unpacked in the user's cache: schemas and viewers of CMMN by others."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

__all__ = ["package"]


def package(name: str, version: str) -> Path:
    """The folder of a package; a skip where there is no npm to get it by."""
    kept = Path.home() / ".cache" / "homelab" / "npm" / f"{name}-{version}"
    if not kept.exists():
        if shutil.which("npm") is None:
            pytest.skip("npm isn't here, which gets the schemas of CMMN")
        kept.mkdir(parents=True)
        done = subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{version}"],
            cwd=kept,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            kept.rmdir()
            pytest.fail(f"npm pack {name}@{version}: {done.stderr}")
        with tarfile.open(kept / done.stdout.strip()) as archive:
            archive.extractall(kept, filter="data")
    return kept / "package"
