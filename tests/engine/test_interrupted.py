"""Ctrl-C ends an apply in order, and says what was done and what wasn't."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.rehearsed import Rehearsed

from homelab.result import ExitCode, exit_code

pytestmark = pytest.mark.lab
HOMELAB = Path(sys.executable).with_name("homelab")
HOST = "by-key"


def test_ctrl_c_ends_after_what_runs_now(lab: Rehearsed) -> None:
    lab.reset(HOST)
    command = [str(HOMELAB), "apply", "-i", str(lab.inventory), "--limit", HOST]
    process = subprocess.Popen(
        command, cwd=lab.root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "ada may log in" in line:
            os.kill(process.pid, signal.SIGINT)
            break
    rest, warned = process.communicate(timeout=60)

    assert process.returncode == ExitCode.INTERRUPTED
    assert "Stopping after the operations that run now" in warned
    assert "sshd is hardened" not in rest
    assert "not reached" in rest
    assert exit_code(lab.load().apply()) is ExitCode.OK, "the next run goes on from there"
