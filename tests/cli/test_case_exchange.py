"""The case goes out as CMMN and comes back, and a case that was changed is told from ours."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

Homelab = Callable[..., subprocess.CompletedProcess[str]]


def test_what_was_exported_is_the_same_case(homelab: Homelab, tmp_path: Path) -> None:
    there = tmp_path / "lab.cmmn"
    assert homelab("case", "export", "--out", str(there)).returncode == 0
    done = homelab("case", "import", str(there))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "the same case\n")
    assert homelab("case", "export").stdout == there.read_text()


def test_what_somebody_changed_is_named(homelab: Homelab, tmp_path: Path) -> None:
    there = tmp_path / "lab.cmmn"
    text = homelab("case", "export").stdout
    there.write_text(text.replace('name="VPN Service Setup"', 'name="A tunnel"', 1))
    assert there.read_text() != text
    done = homelab("case", "import", str(there))
    assert done.returncode == 2
    assert done.stdout == "vpn: name is 'A tunnel', not 'VPN Service Setup'\n"


def test_a_file_that_is_no_case_is_refused_by_name(homelab: Homelab, tmp_path: Path) -> None:
    there = tmp_path / "lab.cmmn"
    there.write_text(homelab("case", "export").stdout[:4000])
    done = homelab("case", "import", str(there))
    assert done.returncode == 64
    assert f"{there}: this is no XML" in done.stderr
    there.write_bytes(b"\xff\xfe\x00")
    assert "this is no text in UTF-8" in homelab("case", "import", str(there)).stderr


def test_a_part_that_is_misspelt_is_told_the_nearest(homelab: Homelab, lab: Path) -> None:
    (lab / "inventory.py").write_text('homelab = ["@local"]\n')
    done = homelab("case", "why", "phase1.exit0")
    assert done.returncode == 64
    assert "did you mean phase1.exit" in done.stderr
    assert "Phase 2: Core Services waits to begin" in homelab("case", "why", "phase2").stdout
