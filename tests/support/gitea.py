"""Gitea's real program, built once and kept outside of the checkout."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

__all__ = ["VERSION", "have_gitea", "sha256"]

VERSION = "1.26.0"
RECIPE = Path(__file__).with_name("build_gitea")
SECONDS = 3 * 3600


def have_gitea() -> Path:
    """The program; to build it takes half an hour of two cores."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "homelab"
    kept = cache / f"gitea-{VERSION}-{sha256(RECIPE)[:12]}"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run([RECIPE, VERSION, kept], check=True, timeout=SECONDS)
    return kept


def sha256(file: Path) -> str:
    """As sha256sum(1) has it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
