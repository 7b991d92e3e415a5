"""The clamp lowers what the kernel would refuse, and nothing else."""

import json
import resource
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from homelab.lab.clamp import needs_clamp, write_clamp

NOFILE_CEILING = resource.getrlimit(resource.RLIMIT_NOFILE)[1]


def clamped(folder: Path, process: dict[str, Any]) -> dict[str, Any]:
    """A bundle's process as runc would find it; /usr/bin/true stands where runc would be."""
    bundle = folder / "bundle"
    bundle.mkdir()
    (bundle / "config.json").write_text(json.dumps({"process": process}, separators=(",", ":")))
    (folder / "bin").mkdir()
    (folder / "bin" / "runc").symlink_to("/usr/bin/true")
    program = write_clamp(folder)
    subprocess.run(
        [program, "create", "--bundle", bundle, "name"],
        env={"PATH": f"{folder / 'bin'}"},
        check=True,
    )
    found: dict[str, Any] = json.loads((bundle / "config.json").read_text())["process"]
    return found


pytestmark = pytest.mark.skipif(
    shutil.which("perl") is None, reason="the clamp is a Perl program, as Debian always has it"
)


def test_a_negative_oom_score_becomes_none(tmp_path: Path) -> None:
    assert clamped(tmp_path, {"oomScoreAdj": -500})["oomScoreAdj"] == 0


def test_a_positive_oom_score_stays(tmp_path: Path) -> None:
    assert clamped(tmp_path, {"oomScoreAdj": 500})["oomScoreAdj"] == 500


@pytest.mark.skipif(NOFILE_CEILING >= 2**40, reason="no ceiling here")
def test_nofile_stays_below_the_ceiling_and_other_limits_stay(tmp_path: Path) -> None:
    limits = [
        {"type": "RLIMIT_NPROC", "hard": 2**40, "soft": 2**40},
        {"type": "RLIMIT_NOFILE", "hard": 2**40, "soft": 1024},
    ]
    found = clamped(tmp_path, {"rlimits": limits})["rlimits"]
    assert found == [limits[0], {"type": "RLIMIT_NOFILE", "hard": NOFILE_CEILING, "soft": 1024}]


def test_without_runc_the_clamp_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [write_clamp(tmp_path), "list"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "runc: not found" in done.stderr


def test_only_a_process_without_sys_resource_needs_it() -> None:
    assert needs_clamp("CapEff:\t000001fffeffffff\n")
    assert not needs_clamp("CapEff:\t000001ffffffffff\n")
