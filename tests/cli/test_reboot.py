"""The machine that homelab runs on is never rebooted by it, and nothing is without a yes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Homelab = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def here(lab: Path) -> None:
    """This machine is the lab."""
    (lab / "inventory.py").write_text('homelab = ["@local"]\n')


def test_without_a_yes_nothing_happens(homelab: Homelab) -> None:
    asked = homelab("reboot")
    assert asked.returncode == 64
    assert "Reboot @local?" in asked.stderr


def test_the_controller_is_refused_with_what_to_do(homelab: Homelab) -> None:
    refused = homelab("reboot", "--yes")
    assert refused.returncode == 1
    assert refused.stdout.count("homelab runs on it; reboot it yourself") == 1
    assert "0 rebooted" in refused.stdout
    (result,) = json.loads(homelab("reboot", "--yes", "--json").stdout)["results"]
    assert result["outcome"] == "failed"
