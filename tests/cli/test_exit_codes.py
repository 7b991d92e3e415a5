import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Homelab = Callable[..., subprocess.CompletedProcess[str]]

MISTAKES = [
    (),
    ("--no-such-option",),
    ("no-such-command",),
    ("completion", "tcsh"),
    ("completion",),
    ("check", "--no-such-option"),
    ("plan", "--phase", "4"),
    ("check", "-i", "missing.py"),
    ("secrets", "no-such-command"),
]


@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake_on_the_command_line_exits_with_64(homelab: Homelab, words: tuple[str]) -> None:
    done = homelab(*words)
    assert done.returncode == 64
    assert "Usage: homelab" in done.stderr
    assert done.stdout == ""


def test_what_went_well_exits_with_0(homelab: Homelab) -> None:
    assert homelab("--help").returncode == 0
    assert homelab("--version").stdout.startswith("homelab ")
    assert homelab("check").returncode == 0


def test_an_invalid_lab_exits_with_64_and_every_fault(homelab: Homelab, lab: Path) -> None:
    (lab / "group_data").mkdir()
    (lab / "group_data" / "all.py").write_text("firewal = {}\nmonitorin = {}\n")
    done = homelab("plan")
    assert done.returncode == 64
    assert "group_data/all.py: firewal:" in done.stderr
    assert "group_data/all.py: monitorin:" in done.stderr


def test_a_known_error_is_one_message_and_exits_with_1(homelab: Homelab) -> None:
    done = homelab("secrets", "show", "a")
    assert done.returncode == 1
    assert "secrets.age" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_exits_with_130_and_without_a_traceback(lab: Path, home: Path) -> None:
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [Path(sys.executable).with_name("homelab"), "secrets", "set", "a"],
        cwd=lab, env={**os.environ, "HOME": str(home)}, stdin=theirs,
        stdout=theirs, stderr=theirs, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = os.read(mine, 1000).decode()  # it asks now
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    seen += os.read(mine, 1000).decode()
    os.close(mine)
    assert "Interrupted." in seen
    assert "Traceback" not in seen


def test_a_question_without_anybody_to_answer_exits_with_64(homelab: Homelab) -> None:
    done = homelab("init", "new", "--key", "ssh-ed25519 AAAA")
    assert done.returncode == 64
    done = homelab("init", "new")
    assert done.returncode == 64
    assert "Give the answers as options" in done.stderr


def test_output_cut_short_by_its_reader_is_no_crash(lab: Path) -> None:
    program = str(Path(sys.executable).with_name("homelab"))
    line = f"{program} roadmap | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=lab, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert not (lab / ".homelab" / "crash.log").exists()
