"""homelab's command line as a person has it: a process, in a folder, with an environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Homelab = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def lab(tmp_path: Path) -> Path:
    """The folder of a small lab, of one host that needs nothing."""
    folder = tmp_path / "lab"
    folder.mkdir()
    (folder / "inventory.py").write_text('homelab = ["nas", "pi"]\nattic = ["pi"]\n')
    return folder


@pytest.fixture
def homelab(lab: Path, home: Path) -> Homelab:
    def run(*words: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HOMELAB", "XDG"))}
        environment = {**kept, "HOME": str(home), **variables}
        argv = [str(Path(sys.executable).with_name("homelab")), *words]
        return subprocess.run(
            argv, cwd=lab, env=environment, input=stdin, capture_output=True, text=True, check=False
        )

    return run
